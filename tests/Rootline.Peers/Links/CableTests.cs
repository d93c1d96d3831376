using System.Diagnostics;
using Rootline.Core.Faults;
using Rootline.Core.Media;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Links;
using Rootline.Links.Mboot;
using Rootline.Links.Serial;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Peers.Links;

/// <summary>Serial ports with foreign programs at them: a cable of socat, the settings as stty sees and spoils them.</summary>
public sealed class CableTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("socat")]
    public void Host_and_chip_talk_over_a_cable_until_it_is_pulled()
    {
        var time = new SlowClock();
        using var cable = Cable("a", "b");
        using var bench = new ChipBench();
        using var end = new CancellationTokenSource();
        using var chipEnd = SerialPort.Open(_folder.PathOf("b"), 250_000);
        Fault? pulled = null;
        var chip = new Rootline.Chips.Lpc55.VirtualChip(CopyOf(bench), new MemoryStore(bench.Store.Length), new(new("chip"), new Core.Entropy.SystemEntropy()), time);
        var pump = new Thread(() =>
        {
            try
            {
                DevicePump.Run(chip.Device, chipEnd, time, end.Token);
            }
            catch (FaultException e)
            {
                pulled = e.Fault;
            }
        });
        pump.Start();
        using (var port = SerialPort.Open(_folder.PathOf("a"), 250_000))
        {
            var host = new MbootHost(port, time);
            host.Open();
            byte[] all = [.. Enumerable.Range(0, 3000).Select(i => (byte)i)];
            host.WriteMemory(ChipBench.Buffer, all);
            Assert.Equal(all, host.ReadMemory(ChipBench.Buffer, all.Length));
            cable.Kill();
            Assert.True(cable.WaitForExit(Patience));
            Assert.Equal(WireFaults.Gone, Assert.Throws<FaultException>(() => host.Open()).Fault.Code);
        }

        Assert.True(pump.Join(Patience));
        end.Cancel();
        Assert.Equal(WireFaults.Gone, pulled?.Code);
        chip.Dispose();
    }

    [ProgramFact("stty")]
    public void Whatever_another_program_left_every_byte_passes_unchanged()
    {
        using var master = PseudoTerminal.Create();
        Stty(master, "sane istrip inlcr igncr icrnl ixon ixoff ixany echo opost onlcr isig icanon cstopb crtscts");
        using (var port = SerialPort.Open(master.SlaveName, 230_400))
        {
            byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
            port.Write(all);
            Assert.Equal(all, Take(master, 256));
            master.Write(all);
            Assert.Equal(all, Take(port, 256));
            string settings = Stty(master, "-a");
            string[] words = settings.Split([' ', '\n', ';'], StringSplitOptions.RemoveEmptyEntries);
            foreach (string off in "-parenb -parodd -hupcl -cstopb -crtscts -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr -icrnl -ixon -ixoff -ixany -iutf8 -opost -onlcr -isig -icanon -iexten -echo -echoe -echok".Split(' '))
                Assert.Contains(off, words);
            foreach (string on in (string[])["cs8", "cread", "clocal"])
                Assert.Contains(on, words);
        }
    }

    private static Formats.Nxp.Virtual.ChipBirth CopyOf(ChipBench bench)
    {
        using var bytes = bench.Birth.ToBytes();
        return Formats.Nxp.Virtual.ChipBirth.Parse(bytes.Span).OrThrow();
    }

    private static string Stty(PseudoTerminal terminal, string settings)
    {
        var run = ProgramRun.Finish(ProgramRun.Start("stty", "/", null, ["-F", terminal.SlaveName, .. settings.Split(' ')]));
        Assert.True(run.Exit == 0, run.Error);
        return run.Output;
    }

    private Process Cable(string one, string other)
    {
        var cable = ProgramRun.Start("socat", _folder.Folder, null, $"pty,raw,echo=0,link={_folder.PathOf(one)}", $"pty,raw,echo=0,link={_folder.PathOf(other)}");
        var clock = Stopwatch.StartNew();
        while (!Path.Exists(_folder.PathOf(one)) || !Path.Exists(_folder.PathOf(other)))
        {
            Assert.True(clock.Elapsed < Patience && !cable.HasExited, "the cable does not come");
            Thread.Sleep(10);
        }

        return cable;
    }

    private static byte[] Take(IByteWire wire, int count)
    {
        var bytes = new byte[count];
        for (int have = 0; have < count;)
        {
            int more = wire.Read(bytes.AsSpan(have), Deadline.After(TimeProvider.System, Patience));
            Assert.NotEqual(0, more);
            have += more;
        }

        return bytes;
    }
}
