using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links;
using Rootline.Links.Mboot;
using Rootline.Links.Serial;
using Rootline.TestSupport;
using Rootline.Tests.Links.Mboot;
using Xunit;

namespace Rootline.Tests.Links.Serial;

public sealed class PseudoTerminalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rootline-pty-").FullName;

    private string Link => Path.Combine(_folder, "isp");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_byte_value_passes_in_both_directions()
    {
        using var master = PseudoTerminal.Create();
        using var port = SerialPort.Open(master.SlaveName, 115200);
        var all = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        port.Write(all);
        port.Drain();
        Assert.Equal(all, Take(master, 256));
        master.Write(all);
        master.Drain();
        Assert.Equal(all, Take(port, 256));
    }

    [Fact]
    public void A_read_without_bytes_ends_at_its_deadline_with_nothing()
    {
        using var master = PseudoTerminal.Create();
        using var port = SerialPort.Open(master.SlaveName, 57600);
        Assert.Equal(0, port.Read(new byte[4], In(20)));
        Assert.Equal(0, master.Read(new byte[4], In(20)));
    }

    [Fact]
    public void A_waiting_read_is_called_off()
    {
        using var master = PseudoTerminal.Create();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        Assert.ThrowsAny<OperationCanceledException>(() => master.Read(new byte[4], Deadline.After(TimeProvider.System, TimeSpan.FromHours(1), cancellation.Token)));
    }

    [Fact]
    public void The_master_end_survives_clients_that_come_and_go()
    {
        using var master = PseudoTerminal.Create(Link);
        for (byte i = 1; i <= 3; i++)
        {
            using (var port = SerialPort.Open(Link, 115200))
                port.Write([i]);
            Assert.Equal([i], Take(master, 1));
            Assert.Equal(0, master.Read(new byte[1], In(1)));
        }
    }

    [Fact]
    public void A_port_that_is_held_is_refused_to_others_until_it_is_closed()
    {
        using var master = PseudoTerminal.Create();
        using (SerialPort.Open(master.SlaveName, 115200))
            Assert.Equal(WireFaults.Busy, Assert.Throws<FaultException>(() => SerialPort.Open(master.SlaveName, 115200)).Fault.Code);
        SerialPort.Open(master.SlaveName, 3_000_000).Dispose();
    }

    // A program that is being started holds a copy of every descriptor until it runs.
    [Fact]
    public void A_port_that_was_closed_can_be_opened_at_once_also_while_programs_are_started()
    {
        using var master = PseudoTerminal.Create();
        bool ends = false;
        var starter = new Thread(() =>
        {
            while (!Volatile.Read(ref ends))
                ProgramRun.Finish(ProgramRun.Start("true", _folder, null));
        });
        starter.Start();
        try
        {
            for (int i = 0; i < 2000; i++)
                SerialPort.Open(master.SlaveName, 115200).Dispose();
        }
        finally
        {
            Volatile.Write(ref ends, true);
            starter.Join();
        }
    }

    [Fact]
    public void A_port_whose_other_end_goes_away_is_gone()
    {
        var master = PseudoTerminal.Create();
        using var port = SerialPort.Open(master.SlaveName, 115200);
        master.Dispose();
        Assert.Equal(WireFaults.Gone, Assert.Throws<FaultException>(() => port.Read(new byte[1], In(60_000))).Fault.Code);
        Assert.Equal(WireFaults.Gone, Assert.Throws<FaultException>(() => port.Write([1])).Fault.Code);
    }

    [Fact]
    public void What_cannot_be_opened_or_set_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "text"), "no port");
        Refused(SerialFaults.Missing, Path.Combine(_folder, "nothing"));
        Refused(SerialFaults.Missing, Path.Combine(_folder, "text/nothing"));
        Refused(SerialFaults.NotTerminal, "/dev/null");
        Refused(SerialFaults.NotTerminal, Path.Combine(_folder, "text"));
        using var master = PseudoTerminal.Create();
        Refused(SerialFaults.Rate, master.SlaveName, 0);
        Refused(SerialFaults.Rate, master.SlaveName, 3_000_001);
        static void Refused(FaultCode code, string path, int baud = 115200) =>
            Assert.Equal(code, Assert.Throws<FaultException>(() => SerialPort.Open(path, baud)).Fault.Code);
    }

    [Fact]
    public void Whoever_may_not_open_a_port_is_told_which_group_may()
    {
        using var master = PseudoTerminal.Create();
        var fault = PortRefusal.Of(master.SlaveName, "cannot be opened", Libc.EACCES).Fault;
        Assert.Equal(SerialFaults.Denied, fault.Code);
        string group = File.ReadLines("/etc/group").Select(l => l.Split(':')[0]).FirstOrDefault(g => fault.What.Contains($"the group {g},", StringComparison.Ordinal)) ?? "";
        Assert.NotEmpty(group);
        Assert.Contains($"usermod -aG {group} ", fault.Next, StringComparison.Ordinal);
        Assert.Equal(SerialFaults.Denied, PortRefusal.Of("/nowhere", "cannot be opened", Libc.EACCES).Fault.Code);
        Assert.Equal(WireFaults.Busy, PortRefusal.Of("/nowhere", "cannot be opened", Libc.EBUSY).Fault.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(57600)]
    [InlineData(250000)]
    [InlineData(1_234_567)]
    [InlineData(3_000_000)]
    public unsafe void Any_rate_is_taken_also_one_without_a_name(int baud)
    {
        using var master = PseudoTerminal.Create();
        SerialPort.Open(master.SlaveName, baud).Dispose();
        using var slave = new Terminal(master.SlaveName, Libc.Open(master.SlaveName, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC));
        Libc.Termios termios;
        Assert.Equal(0, Libc.Ioctl(slave.Fd, Libc.TCGETS2, &termios));
        Assert.Equal(((uint)baud, (uint)baud), (termios.InputSpeed, termios.OutputSpeed));
    }

    [Fact]
    public void What_no_client_read_is_thrown_away_on_demand()
    {
        using var master = PseudoTerminal.Create();
        master.Write([1, 2, 3]);
        master.DiscardUnread();
        master.Write([4]);
        using var slave = new Terminal(master.SlaveName, Libc.Open(master.SlaveName, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC));
        var bytes = new byte[4];
        Assert.Equal(1, slave.Read(bytes, In(60_000)));
        Assert.Equal(4, bytes[0]);
    }

    [Fact]
    public void The_link_is_removed_with_the_terminal_and_nothing_else_is_replaced()
    {
        using (var master = PseudoTerminal.Create(Link))
            Assert.Equal(master.SlaveName, new FileInfo(Link).LinkTarget);
        Assert.Null(new FileInfo(Link).LinkTarget);
        File.WriteAllText(Link, "mine");
        Assert.Equal(WireFaults.Unusable, Assert.Throws<FaultException>(() => PseudoTerminal.Create(Link)).Fault.Code);
        Assert.Equal("mine", File.ReadAllText(Link));
    }

    [Fact]
    public void A_link_that_a_killed_process_left_is_replaced()
    {
        File.CreateSymbolicLink(Link, "/dev/pts/999999");
        using var master = PseudoTerminal.Create(Link);
        Assert.Equal(master.SlaveName, new FileInfo(Link).LinkTarget);
    }

    [Fact]
    public void A_whole_session_runs_over_a_pump_and_a_pseudo_terminal()
    {
        var target = new ScriptedTarget { MaxPacketSize = 512 };
        var clock = new SlowClock();
        using var master = PseudoTerminal.Create(Link);
        using var end = new CancellationTokenSource();
        var pump = new Thread(() => DevicePump.Run(new MbootDevice(target, clock), master, clock, end.Token));
        pump.Start();
        using (var port = SerialPort.Open(Link, 115200))
        {
            var host = new MbootHost(port, clock);
            Assert.Equal(PingResponse.Version130, host.Open()!.Version);
            host.WriteMemory(0x200, Bench.Pattern(5000));
            Assert.Equal(Bench.Pattern(5000), host.ReadMemory(0x200, 5000));
            host.ReceiveSbFile(Bench.Pattern(9088));
            host.Reset();
        }

        end.Cancel();
        pump.Join();
        Assert.Equal(Bench.Pattern(9088), Assert.Single(target.Files));
        Assert.Equal(CommandTag.Reset, target.Answers[^1]);
    }

    private static byte[] Take(IByteWire wire, int count)
    {
        var bytes = new byte[count];
        int have = 0;
        while (have < count)
        {
            int more = wire.Read(bytes.AsSpan(have), In(60_000));
            Assert.NotEqual(0, more);
            have += more;
        }

        return bytes;
    }

    private static Deadline In(int milliseconds) => Deadline.After(TimeProvider.System, TimeSpan.FromMilliseconds(milliseconds));
}
