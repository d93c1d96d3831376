using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Formats.Gdb;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;
using Rootline.TestSupport.Debug;
using Xunit;

namespace Rootline.Tests.Links.Gdb;

/// <summary>What servers do, and what a host makes of it.</summary>
public sealed class HostToleranceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly List<string> _console = [];
    private readonly byte[] _memory = new byte[8192];
    private readonly uint[] _registers = new uint[32];
    private bool _describes;
    private int _steps;

    [Fact]
    public void A_server_that_knows_single_registers_only_after_its_description_was_read_serves()
    {
        var (wire, host) = Start(Qemu);
        Assert.Equal(StopSignal.Trap, host.Open().Signal);
        Assert.Equal(0u, host.ReadRegister(CoreRegister.Pc));
        Assert.Contains(wire.Heard, c => c.StartsWith("qXfer:features:read:arm-m-profile.xml:0,", StringComparison.Ordinal));
        Assert.DoesNotContain("multiprocess", wire.Heard[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_tells_a_stop_unasked_is_understood_all_the_same()
    {
        var (wire, host) = Start(c => c.StartsWith("qSupported", StringComparison.Ordinal) ? ["T02thread:01;", .. Qemu(c)] : Qemu(c));
        Assert.Equal(StopSignal.Trap, host.Open().Signal);
        Assert.Equal(0u, host.ReadRegister(CoreRegister.Pc));
        Assert.DoesNotContain(RspSign.Refused, wire.Signs);
        var (_, endless) = Start(_ => Enumerable.Repeat("T02thread:01;", 9));
        Assert.Throws<FaultException>(() => endless.ReadMemory(0, 4));
    }

    [Fact]
    public void No_packet_carries_more_than_1024_bytes_of_memory_and_none_is_binary()
    {
        var (wire, host) = Start(Qemu);
        host.Open();
        byte[] bytes = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 3))];
        host.WriteMemory(100, bytes);
        Assert.Equal(bytes, host.ReadMemory(100, bytes.Length));
        Assert.All(wire.Heard, c => Assert.InRange(c.Length, 0, 2100));
        Assert.DoesNotContain(wire.Heard, c => c.StartsWith('X'));
        Assert.Equal(5, wire.Heard.Count(c => c.StartsWith('m')));
    }

    [Fact]
    public void A_server_with_small_packets_gets_small_ones()
    {
        var (wire, host) = Start(c => c.StartsWith("qSupported", StringComparison.Ordinal) ? ["PacketSize=40"] : Qemu(c));
        host.Open();
        host.WriteMemory(0, new byte[50]);
        Assert.Equal(50, host.ReadMemory(0, 50).Length);
        Assert.All(wire.Heard.Where(c => c[0] is 'm' or 'M'), c => Assert.InRange(c.Length, 0, 0x40));
    }

    [Fact]
    public void A_packet_that_came_damaged_is_sent_again_and_after_three_times_the_session_ends()
    {
        int refused = 0;
        var (wire, host) = Start(_ => ++refused <= 2 ? ["raw:-"] : ["raw:+$00000000#80"]);
        wire.Acknowledges = false;
        Assert.Equal(new byte[4], host.ReadMemory(0, 4));
        Assert.Equal(3, wire.Heard.Count);
        var (_, deaf) = Start(_ => ["raw:-"], acknowledges: false);
        Assert.Equal(GdbFaults.Packet, Assert.Throws<FaultException>(() => deaf.ReadMemory(0, 4)).Fault.Code);
        Assert.Equal(GdbLinkFaults.Poisoned, Assert.Throws<FaultException>(() => deaf.ReadMemory(0, 4)).Fault.Code);
    }

    [Fact]
    public void A_damaged_answer_is_asked_for_again()
    {
        var (wire, host) = Start(_ => ["raw:$00000000#81", "00000001"]);
        Assert.Equal([0, 0, 0, 1], host.ReadMemory(0, 4));
        Assert.Equal([RspSign.Refused, RspSign.Acknowledged], wire.Signs);
        var (_, broken) = Start(_ => ["raw:$0#81", "raw:$0#81", "raw:$0#81"]);
        Assert.Equal(GdbFaults.Packet, Assert.Throws<FaultException>(() => broken.ReadMemory(0, 4)).Fault.Code);
    }

    [Fact]
    public void Silence_ends_the_session_and_nothing_is_repeated()
    {
        var (wire, host) = Start(_ => []);
        Assert.Equal(GdbLinkFaults.NoAnswer, Assert.Throws<FaultException>(() => host.WriteMemory(0, new byte[4])).Fault.Code);
        Assert.Single(wire.Heard);
        Assert.NotNull(host.Poison);
        var (mute, nobody) = Start(_ => [], acknowledges: false);
        Assert.Equal(GdbLinkFaults.NoAnswer, Assert.Throws<FaultException>(() => nobody.WriteMemory(0, new byte[4])).Fault.Code);
        Assert.Single(mute.Heard);
    }

    [Theory]
    [InlineData("E22")]
    [InlineData("E.no such memory")]
    public void An_error_is_a_fault_with_the_servers_own_number_and_the_session_goes_on(string error)
    {
        var (_, host) = Start(c => c[0] == 'm' ? [error] : ["OK"]);
        var fault = Assert.Throws<FaultException>(() => host.ReadMemory(0, 4)).Fault;
        Assert.Equal((GdbLinkFaults.Memory, error), (fault.Code, fault.VendorCode));
        host.WriteMemory(0, new byte[4]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("0000000g")]
    [InlineData("0000000000")]
    public void An_answer_of_another_length_or_of_no_digits_is_no_memory(string answer)
    {
        var (_, host) = Start(_ => [answer]);
        Assert.Equal(answer.Length == 0 ? GdbLinkFaults.Unsupported : GdbLinkFaults.Memory, Assert.Throws<FaultException>(() => host.ReadMemory(0, 4)).Fault.Code);
    }

    [Fact]
    public void An_answer_that_says_neither_yes_nor_no_ends_the_session()
    {
        var (_, host) = Start(_ => ["hello"]);
        Assert.Equal(GdbLinkFaults.OutOfStep, Assert.Throws<FaultException>(() => host.WriteMemory(0, new byte[4])).Fault.Code);
        Assert.NotNull(host.Poison);
    }

    [Fact]
    public void What_the_target_prints_while_it_runs_is_told_and_is_no_stop()
    {
        var (_, host) = Start(c => c == "c" ? ["O68690a", "O7", "T05thread:01;"] : Qemu(c));
        host.Open();
        // Half a byte is no output, and no stop either.
        Assert.Equal(GdbFaults.Content, Assert.Throws<FaultException>(() => host.Continue(Patience)).Fault.Code);
        Assert.Equal(["hi\n"], _console);
        var (_, sound) = Start(c => c == "c" ? ["O68690a", "O79", "T05thread:01;"] : Qemu(c));
        sound.Open();
        Assert.Equal(StopSignal.Trap, sound.Continue(Patience)?.Signal);
        Assert.Equal(["hi\n", "hi\n", "y"], _console);
    }

    [Fact]
    public void A_command_prints_in_pieces_or_at_once()
    {
        var (_, host) = Start(c => c.EndsWith("61", StringComparison.Ordinal) ? ["O6869", "O0a", "OK"] : ["6869"]);
        Assert.Equal("hi\n", host.Monitor("a"));
        Assert.Equal("hi", host.Monitor("b"));
    }

    [Fact]
    public void A_core_at_a_breakpoint_is_led_past_it_by_one_step()
    {
        var (wire, host) = Start(Qemu);
        host.Open();
        host.SetBreakpoint(0x1000);
        _registers[15] = 0x1000;
        Assert.NotNull(host.Continue(Patience));
        Assert.Equal(["z1,1000,2", "s", "Z1,1000,2", "c"], wire.Heard.Where(c => c[0] is 'z' or 'Z' or 's' or 'c').Skip(1));
    }

    [Fact]
    public void A_step_that_ends_at_another_breakpoint_is_the_stop()
    {
        var (wire, host) = Start(Qemu);
        host.Open();
        host.SetBreakpoint(0x1000);
        host.SetBreakpoint(0x1002);
        _registers[15] = 0x1000;
        Assert.Equal(StopSignal.Trap, host.Continue(Patience)?.Signal);
        Assert.Equal(1, _steps);
        Assert.DoesNotContain("c", wire.Heard);
    }

    [Fact]
    public void Another_core_is_refused()
    {
        var (_, host) = Start(c => c.StartsWith("qXfer:features:read:target.xml", StringComparison.Ordinal) ? ["l<target><architecture>i386</architecture></target>"] : Qemu(c));
        Assert.Equal(GdbLinkFaults.OtherCore, Assert.Throws<FaultException>(host.Open).Fault.Code);
        var (_, plain) = Start(c => c.StartsWith("qXfer", StringComparison.Ordinal) ? [""] : Qemu(c));
        Assert.Equal(GdbLinkFaults.Unsupported, Assert.Throws<FaultException>(plain.Open).Fault.Code);
    }

    [Fact]
    public void A_description_that_never_ends_or_includes_itself_is_refused()
    {
        var (_, endless) = Start(c => c.StartsWith("qXfer", StringComparison.Ordinal) ? ["m" + new string(' ', 1000)] : Qemu(c));
        Assert.Equal(GdbLinkFaults.OutOfStep, Assert.Throws<FaultException>(endless.Open).Fault.Code);
        var (wire, circle) = Start(c => c.StartsWith("qXfer", StringComparison.Ordinal) ? ["l<xi:include href=\"target.xml\"/><xi:include href=\"target.xml\"/>"] : Qemu(c));
        Assert.Equal(GdbLinkFaults.OtherCore, Assert.Throws<FaultException>(circle.Open).Fault.Code);
        Assert.InRange(wire.Heard.Count, 2, 20);
    }

    [Fact]
    public void A_reset_that_comes_later_is_waited_for_and_one_that_never_comes_is_told()
    {
        int asked = 0;
        bool resets = true;
        var (_, host) = Start(c =>
        {
            if (resets && c == "pc" && ++asked == 4)
                _registers[12] = 0;
            return c.StartsWith("qRcmd", StringComparison.Ordinal) ? ["OK"] : Qemu(c);
        });
        host.Open();
        var server = new HostServer(host, GdbServerProfile.Qemu, _clock);
        server.ResetAndHalt();
        Assert.Equal(4, asked);
        resets = false;
        Assert.Equal(GdbLinkFaults.DoesNotStop, Assert.Throws<FaultException>(server.ResetAndHalt).Fault.Code);
    }

    [Theory]
    [InlineData("info status", "VM status: paused", "qemu")]
    [InlineData("version", "Open On-Chip Debugger 0.12.0", "openocd")]
    [InlineData("version", "Rootline tfm-an521", "rootline")]
    public void A_server_is_recognised_by_what_it_answers(string question, string answer, string name)
    {
        var (_, host) = Start(c => c == "qRcmd," + Hex(question) ? [Hex(answer)] : ["E01"]);
        Assert.Equal(name, HostServer.Recognise(host, _clock).Profile.Name);
        Assert.Same(GdbServerProfile.Find(name), HostServer.Recognise(host, _clock).Profile);
    }

    [Fact]
    public void A_server_that_says_nothing_of_itself_must_be_named()
    {
        var (_, host) = Start(_ => [""]);
        var fault = Assert.Throws<FaultException>(() => HostServer.Recognise(host, _clock)).Fault;
        Assert.Equal(GdbLinkFaults.Unsupported, fault.Code);
        Assert.Contains("pyocd, jlink", fault.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openocd", "flash erase_sector 0 0 last")]
    [InlineData("pyocd", "erase")]
    [InlineData("jlink", "flash erase")]
    public void Each_server_wipes_flash_by_its_own_command_or_by_that_of_the_part(string name, string command)
    {
        var (wire, host) = Start(_ => ["OK"]);
        var server = new HostServer(host, GdbServerProfile.Find(name)!, _clock);
        server.WipeFlashForEver();
        server.WipeFlashForEver("nrf5 mass_erase");
        Assert.Equal(["qRcmd," + Hex(command), "qRcmd," + Hex("nrf5 mass_erase")], wire.Heard);
    }

    [Theory]
    [InlineData("127.0.0.1:3333", false, true)]
    [InlineData("localhost:3333", false, true)]
    [InlineData("[::1]:3333", false, true)]
    [InlineData("192.168.1.5:3333", false, false)]
    [InlineData("bench7:3333", false, false)]
    [InlineData("bench7:3333", true, true)]
    public void A_server_beyond_this_machine_is_refused_unless_it_is_allowed(string address, bool allowed, bool taken)
    {
        var judged = DebugAddress.Check(TcpAddress.Parse(address)!, allowed);
        Assert.Equal(taken, judged.Ok);
        Assert.Equal(taken ? null : GdbLinkFaults.NotLoopback, judged.Fault?.Code);
    }

    // As QEMU 7.2 answers.
    private string[] Qemu(string content)
    {
        switch (content)
        {
            case "?" or "c":
                return ["T05thread:01;"];
            case "s":
                _steps++;
                _registers[15] += 2;
                return ["T05thread:01;"];
            case var c when c.StartsWith("qSupported", StringComparison.Ordinal):
                return ["PacketSize=1000;qXfer:features:read+;vContSupported+;multiprocess+"];
            case var c when c.StartsWith("qXfer:features:read:target.xml:0,", StringComparison.Ordinal):
                _describes = true;
                return ["l<target><architecture>arm</architecture><xi:include href=\"arm-m-profile.xml\"/></target>"];
            case var c when c.StartsWith("qXfer:features:read:arm-m-profile.xml:", StringComparison.Ordinal):
                return [Part(TargetDescription.Text, c[(c.LastIndexOf(':') + 1)..])];
            case var c when c[0] == 'p':
                return [_describes ? Hex(BitConverter.GetBytes(_registers[Convert.ToInt32(c[1..], 16)])) : ""];
            case var c when c[0] == 'P':
                _registers[Convert.ToInt32(c[1..c.IndexOf('=', StringComparison.Ordinal)], 16)] = BitConverter.ToUInt32(Convert.FromHexString(c[(c.IndexOf('=', StringComparison.Ordinal) + 1)..]));
                return ["OK"];
            case var c when c[0] is 'm' or 'M':
                return [Memory(c)];
            case var c when c[0] is 'Z' or 'z':
                return ["OK"];
            default:
                return [""];
        }
    }

    private string Memory(string content)
    {
        string[] parts = content[1..].Split(',', ':');
        var (at, length) = (Convert.ToInt32(parts[0], 16), Convert.ToInt32(parts[1], 16));
        if (length > 0x800)
            return "E22";
        if (content[0] == 'm')
            return Hex(_memory.AsSpan(at, length));
        Convert.FromHexString(parts[2]).CopyTo(_memory, at);
        return "OK";
    }

    private static string Part(string text, string range)
    {
        int[] numbers = [.. range.Split(',').Select(n => Convert.ToInt32(n, 16))];
        int count = Math.Min(numbers[1], text.Length - numbers[0]);
        return string.Concat(numbers[0] + count == text.Length ? "l" : "m", text.AsSpan(numbers[0], count));
    }

    private (StubWire Wire, GdbHost Host) Start(Func<string, IEnumerable<string>> answer, bool acknowledges = true)
    {
        var wire = new StubWire(_clock, answer) { Acknowledges = acknowledges };
        return (wire, new(wire, _clock, new() { Console = _console.Add }));
    }

    private static string Hex(string text) => Hex(System.Text.Encoding.ASCII.GetBytes(text));

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
