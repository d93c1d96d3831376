using System.Text;
using Rootline.Chips.Cpu;
using Rootline.Core.Time;
using Rootline.Formats.Elf;
using Rootline.Formats.Gdb;
using Rootline.Links.Gdb;
using Rootline.TestSupport.Debug;

namespace Rootline.Fuzz.Targets;

/// <summary>ELF files, packets of the GDB remote protocol, and both of its roles against any other side.</summary>
internal static class DebugTargets
{
    private const int MaxContent = 512;

    public static IEnumerable<FuzzTarget> All =>
    [
        new("elf-image", Image, Images, 2048),
        new("gdb-stream", Stream, () => [Frames("T05thread:01;", "OK", "E22", "m1000,4", "O6869", "S05"), "+$abc*\"}]#8c+-\u0003%Stop:T05#01"u8.ToArray()], 1024),
        new("gdb-stop", Stop, () => ["T05thread:01;"u8.ToArray(), "S02"u8.ToArray()], 64),
        new("wire-gdb-device", Device, () => [.. DeviceScripts().Select(s => Frames(s))], 1024),
        new("wire-gdb-host", Host, HostScripts, 2048),
    ];

    private static bool Image(byte[] input)
    {
        if (!ElfImage.Parse(input).Try(out var image, out _))
            return false;
        foreach (var symbol in image.Symbols)
        {
            if (image.BytesOf(symbol).Length is not 0 and var length && length != symbol.Size)
                throw new InvalidOperationException("a symbol has other bytes than its size");
            if (!image.Function(symbol.Name).Ok && !image.Data(symbol.Name).Ok && image.Symbols.Count(s => s.Name == symbol.Name) == 1 && symbol.Kind != ElfSymbolKind.Label)
                throw new InvalidOperationException("a symbol is not found");
        }

        return image.Symbols.Count > 0;
    }

    private static IEnumerable<byte[]> Images()
    {
        ElfSection[] sections =
        [
            new(".text", ElfSectionType.Content, ElfSection.InMemory | ElfSection.Code, 0x10000000, 32, Samples.Bytes("code", 32)),
            new(".bss", ElfSectionType.NoBits, ElfSection.InMemory | ElfSection.Writable, 0x38000000, 0x400, default),
        ];
        ElfSymbol[] symbols =
        [
            new("tfm_plat_otp_write", 0x10000010, 16, ElfSymbolKind.Function, true, 1),
            new("psa_rot_prov_data", 0x38000024, 300, ElfSymbolKind.Data, false, 2),
        ];
        yield return ElfWriter.Write(0x10000000, sections, symbols);
        yield return ElfWriter.Write(0x10000000, sections[..1], symbols[..1]);
    }

    private static bool Stream(byte[] input)
    {
        var framer = new RspFramer(MaxContent);
        var rest = new ReadOnlySpan<byte>(input);
        bool any = false;
        while (!rest.IsEmpty)
        {
            if (framer.Feed(ref rest) is not { Sign: RspSign.Packet, Content: { } content })
                continue;
            any = true;
            var again = new ReadOnlySpan<byte>(RspFrame.Write(content));
            if (new RspFramer(MaxContent).Feed(ref again).Content is not { } second || !second.AsSpan().SequenceEqual(content))
                throw new InvalidOperationException("a packet is not read as it was written");
        }

        return any;
    }

    private static bool Stop(byte[] input) => StopReply.Parse(input).Try(out var stop, out _) && StopReply.Parse(stop.ToBytes()).OrThrow() == stop;

    private static bool Device(byte[] input)
    {
        var clock = new VirtualClock(VirtualClock.Epoch);
        var device = new GdbDevice(new CpuDebugTarget(new ProvisionedChip().Cpu, "fuzz", new FlashBlock()), clock);
        var said = new byte[256];
        bool any = false;
        for (int at = 0; at < input.Length; at += 64)
        {
            device.Receive(input.AsSpan(at, Math.Min(64, input.Length - at)));
            clock.Advance(GdbDevice.Slice);
            device.Tick();
            for (int count = device.Give(said); count > 0; count = device.Give(said))
                any |= count > 1;
        }

        return any;
    }

    // The first byte chooses what the host wants; the rest are packets, each with a good sum, divided by new lines.
    private static bool Host(byte[] input)
    {
        if (input.Length == 0)
            return false;
        var clock = new VirtualClock(VirtualClock.Epoch);
        var host = new GdbHost(new ScriptedByteWire(Answers(input.AsMemory(1)), clock), clock);
        switch (input[0] % 9)
        {
            case 0: return host.Open().Signal != 0;
            case 1: return host.ReadMemory(0x38000000, 100).Length == 100;
            case 2: host.WriteMemory(0x38000000, new byte[100]); return true;
            case 3: return host.ReadRegisters().Count > 0;
            case 4: host.WriteRegister(CoreRegister.Pc, 1); return true;
            case 5: host.SetBreakpoint(0x10000000); return host.Continue(TimeSpan.FromSeconds(1)) is not null;
            case 6: return host.Monitor("info status").Length > 0;
            case 7: host.Flash.Erase(0, 4096); host.Flash.Write(0, new byte[10]); host.Flash.Finish(); return true;
            default: host.Detach(); return true;
        }
    }

    private static IEnumerable<byte[]> Answers(ReadOnlyMemory<byte> script)
    {
        while (!script.IsEmpty)
        {
            int end = script.Span.IndexOf((byte)'\n');
            var piece = end < 0 ? script : script[..end];
            script = end < 0 ? default : script[(end + 1)..];
            yield return piece.Span is [0xFF, .. var raw] ? raw.ToArray() : [RspFrame.Acknowledged, .. RspFrame.Write(piece.Span)];
        }
    }

    private static byte[] Frames(params string[] contents) => [.. contents.SelectMany(c => RspFrame.Write(Encoding.Latin1.GetBytes(c)))];

    private static IEnumerable<string[]> DeviceScripts()
    {
        yield return ["qSupported:multiprocess+", "vMustReplyEmpty", "Hg0", "qXfer:features:read:target.xml:0,fff", "?", "g", "qRcmd,7265736574"];
        yield return ["m38000000,10", "M38000000,2:abcd", "X38000000,1:z", "X38000000,0:", "Pf=00000010", "pf", "G" + new string('0', 136)];
        // At the loader's provisioning: have a root key burned, leave the provisioning out, go on.
        yield return ["Z1,10000040,2", "c", "P0=0c000000", "P1=20000000", "P2=00010038", "Pe=41000010", "Pf=00000010", "c", "p0", "s", "z1,10000040,2", "c"];
        yield return ["Z1,10000000,2", "z1,10000000,2", "c", "s", "vCont?", "vCont;s:1;c", "vCont;c", "\u0003", "D", "k", "vKill;1"];
        yield return ["vFlashErase:0,1000", "vFlashWrite:0:abc", "vFlashDone", "qXfer:memory-map:read::0,100", "QStartNoAckMode", "qfThreadInfo"];
    }

    private static IEnumerable<byte[]> HostScripts()
    {
        string bytes = new('0', 200);
        string xml = "l" + TargetDescription.Text.Replace('\n', ' ');
        (byte Operation, string[] Answers)[] scripts =
        [
            (0, ["PacketSize=1000;qXfer:features:read+", xml, "T05thread:01;"]), (0, ["", "l<xi:include href=\"arm-m-profile.xml\"/>", xml, "S05"]),
            (1, [bytes]), (1, ["E14"]), (2, ["OK"]), (3, [.. Enumerable.Repeat("01020304", 17)]), (4, ["OK"]),
            (5, ["OK", "00000010", "OK", "T05thread:01;", "OK", "02000010", "T05thread:01;"]), (6, ["O6869", "OK"]), (6, ["6869"]), (7, ["OK", "OK", "OK"]), (8, ["OK"]),
        ];
        foreach (var (operation, answers) in scripts)
            yield return [operation, .. Encoding.Latin1.GetBytes(string.Join('\n', answers))];
    }
}
