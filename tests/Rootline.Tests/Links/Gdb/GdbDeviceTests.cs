using System.Text;
using Rootline.Chips.Cpu;
using Rootline.Core.Time;
using Rootline.Formats.Gdb;
using Rootline.Links.Gdb;
using Rootline.TestSupport;
using Rootline.TestSupport.Debug;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Links.Gdb;

/// <summary>The server's role, packet by packet.</summary>
public sealed class GdbDeviceTests(ITestOutputHelper output)
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);

    [Theory]
    [InlineData("?", "T05thread:01;")]
    [InlineData("qC", "QC1")]
    [InlineData("qfThreadInfo", "m1")]
    [InlineData("qsThreadInfo", "l")]
    [InlineData("qAttached", "1")]
    [InlineData("Hg0", "OK")]
    [InlineData("T1", "OK")]
    [InlineData("qSymbol::", "OK")]
    [InlineData("vMustReplyEmpty", "")]
    [InlineData("vCont?", "vCont;c;C;s;S")]
    [InlineData("qOffsets", "")]
    [InlineData("!", "")]
    [InlineData("", "")]
    [InlineData("m38000000,4", "00000000")]
    [InlineData("m38000000,0", "E22")]
    [InlineData("m38000000,801", "E22")]
    [InlineData("m3800000000,4", "E22")]
    [InlineData("m38000000", "E22")]
    [InlineData("m60000000,4", "E14")]
    [InlineData("mffffffff,4", "E14")]
    [InlineData("M38000000,2:abcd", "OK")]
    [InlineData("M38000000,2:abc", "E22")]
    [InlineData("M38000000,2:abcg", "E22")]
    [InlineData("M10000000,1:00", "E14")]
    [InlineData("X38000000,0:", "OK")]
    [InlineData("X38000000,2:ab", "OK")]
    [InlineData("X38000000,2:abc", "E22")]
    [InlineData("X60000000,1:a", "E14")]
    [InlineData("p19", "00000001")]
    [InlineData("p1a", "E22")]
    [InlineData("p10", "E22")]
    [InlineData("p", "E22")]
    [InlineData("P0=01000000", "OK")]
    [InlineData("P0=0100000", "E22")]
    [InlineData("P0", "E22")]
    [InlineData("G00", "E22")]
    [InlineData("Z0,10000000,2", "OK")]
    [InlineData("Z1,10000000,2", "OK")]
    [InlineData("Z2,38000000,4", "")]
    [InlineData("Z1;10000000", "E22")]
    [InlineData("z1,10000000,2", "OK")]
    [InlineData("vFlashErase:10080000,1000", "OK")]
    [InlineData("vFlashErase:10080001,1000", "E22")]
    [InlineData("vFlashErase:x", "E22")]
    [InlineData("vFlashWrite:10080000:abc", "OK")]
    [InlineData("vFlashWrite:abc", "E22")]
    [InlineData("vFlashOther", "")]
    [InlineData("qRcmd,zz", "E22")]
    [InlineData("qXfer:features:read:target.xml:0,4", "m<?xm")]
    [InlineData("qXfer:features:read:target.xml:ffffff,4", "E22")]
    [InlineData("qXfer:features:read:other.xml:0,4", "")]
    public void A_packet_has_its_answer(string packet, string answer) => Assert.Equal([answer], Ask(Device(), packet));

    [Fact]
    public void The_map_of_memory_names_the_flash_and_its_sectors()
    {
        string map = Ask(Device(), "qXfer:memory-map:read::0,fff").Single();
        Assert.Contains("<memory type=\"flash\" start=\"0x10080000\" length=\"0x10000\"><property name=\"blocksize\">0x1000</property></memory>", map, StringComparison.Ordinal);
        Assert.Contains("<memory type=\"ram\" start=\"0x10090000\" length=\"0xeff70000\"/>", map, StringComparison.Ordinal);
        Assert.StartsWith("l<?xml", map, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_flash_neither_map_nor_flash_packets_are_known()
    {
        var device = new GdbDevice(new CpuDebugTarget(new ProvisionedChip().Cpu, "test"), _clock);
        Assert.DoesNotContain("memory-map", Ask(device, "qSupported").Single(), StringComparison.Ordinal);
        Assert.Equal([""], Ask(device, "qXfer:memory-map:read::0,fff"));
        Assert.Equal([""], Ask(device, "vFlashErase:0,1000"));
    }

    [Fact]
    public void All_registers_are_read_and_written_at_once()
    {
        var device = Device();
        string all = string.Concat(Enumerable.Range(0, 17).Select(i => Convert.ToHexStringLower([(byte)(2 * i), 0, 0, 0])));
        Assert.Equal(["OK"], Ask(device, "G" + all));
        // A stack pointer is a multiple of 4.
        Assert.Equal([all.Replace("1a000000", "18000000", StringComparison.Ordinal)], Ask(device, "g"));
    }

    [Fact]
    public void A_damaged_packet_is_refused_and_an_answer_is_repeated_when_it_came_damaged()
    {
        var device = Device();
        device.Receive("$qC#00"u8);
        Assert.Equal("-", Said(device));
        device.Receive("$qC#b4"u8);
        Assert.Equal("+$QC1#c5", Said(device));
        device.Receive("-"u8);
        Assert.Equal("$QC1#c5", Said(device));
    }

    [Fact]
    public void Acknowledgements_end_when_the_client_says_so_and_come_back_with_the_next_client()
    {
        var device = Device();
        Ask(device, "QStartNoAckMode");
        device.Receive("$qC#b4"u8);
        Assert.Equal("$QC1#c5", Said(device));
        device.Unplug();
        device.Receive("$qC#b4"u8);
        Assert.Equal("+$QC1#c5", Said(device));
    }

    [Fact]
    public void A_core_that_runs_is_stopped_by_an_interrupt_and_one_that_stands_is_not_told_again()
    {
        var device = Device();
        Assert.Empty(Ask(device, "vCont;c"));
        Run(device);
        Assert.Equal("", Said(device));
        device.Receive([RspFrame.Interrupt]);
        Assert.Equal("$T02thread:01;#04", Said(device));
        device.Receive([RspFrame.Interrupt]);
        Assert.Equal("", Said(device));
    }

    [Fact]
    public void A_client_that_is_gone_takes_its_breakpoints_with_it_and_the_core_stays_as_it_is()
    {
        var chip = new ProvisionedChip();
        var device = new GdbDevice(new CpuDebugTarget(chip.Cpu, "test"), _clock);
        Ask(device, $"Z1,{chip.Cpu.Registers.Pc:x},2");
        device.Receive("$m380000"u8);
        device.Unplug();
        Assert.False(device.IsRunning);
        Assert.Equal(["T05thread:01;"], Ask(device, "?"));
        Ask(device, "c");
        Run(device);
        Assert.Equal(2, chip.Console.Count);
        device.Unplug();
        Assert.True(device.IsRunning);
        Assert.Equal(["T05thread:01;"], Ask(device, "?"));
        Assert.False(device.IsRunning);
    }

    [Fact]
    public void A_killed_core_runs_on_and_nothing_is_said()
    {
        var device = Device();
        device.Receive(RspFrame.Write("k"u8));
        Assert.Equal("+", Said(device));
        Assert.True(device.IsRunning);
        Assert.Equal(["OK"], Ask(Device(), "vKill;1"));
    }

    [Fact]
    public void Whatever_byte_of_a_conversation_is_changed_the_server_goes_on()
    {
        string[] script =
        [
            "qSupported:swbreak+", "?", "g", "p0", "P0=01000000", "m38000000,10", "M38000000,2:abcd", "X38000000,2:ab", "Z1,10000040,2", "s", "c", "z1,10000040,2",
            "vFlashErase:10080000,1000", "vFlashWrite:10080000:ab", "vFlashDone", "qRcmd,68616c74", "qXfer:features:read:target.xml:0,40", "vCont;s:1", "D",
        ];
        int cases = 0;
        foreach (string line in script)
        {
            for (int at = 0; at < line.Length; at++)
            {
                foreach (char other in "\0#0:;,zf\u007f")
                {
                    var device = Device();
                    Ask(device, line[..at] + other + line[(at + 1)..]);
                    Ask(device, line[..at]);
                    Run(device);
                    Assert.Equal(["T05thread:01;"], Ask(device, "?").TakeLast(1));
                    cases++;
                }
            }
        }

        output.Tell($"packets to a virtual core: {cases} changed, the server answers after each");
    }

    private GdbDevice Device() => new(new CpuDebugTarget(new ProvisionedChip().Cpu, "test", new FlashBlock()), _clock);

    private void Run(GdbDevice device)
    {
        for (int i = 0; i < 10; i++)
        {
            _clock.Advance(GdbDevice.Slice);
            device.Tick();
        }
    }

    private static List<string> Ask(GdbDevice device, string packet)
    {
        Said(device);
        device.Receive(RspFrame.Write(Encoding.Latin1.GetBytes(packet)));
        ReadOnlySpan<byte> said = Encoding.Latin1.GetBytes(Said(device));
        var framer = new RspFramer(GdbDevice.PacketSize);
        var answers = new List<string>();
        while (!said.IsEmpty)
        {
            if (framer.Feed(ref said).Content is { } content)
                answers.Add(Encoding.Latin1.GetString(content));
        }

        return answers;
    }

    private static string Said(GdbDevice device)
    {
        var bytes = new byte[64 << 10];
        return Encoding.Latin1.GetString(bytes, 0, device.Give(bytes));
    }
}
