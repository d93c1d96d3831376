using System.Globalization;
using System.Text;
using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>The questions that a server answers: what it can do, its one thread, its descriptions, its own commands.</summary>
internal sealed class GdbQueries(IDebugTarget target)
{
    private const int MaxCommand = 1024;

    public GdbReply Execute(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("qSupported"u8))
            return Text($"PacketSize={GdbDevice.PacketSize:x};qXfer:features:read+;vContSupported+;QStartNoAckMode+{(target.Flash is null ? "" : ";qXfer:memory-map:read+")}");
        if (content.StartsWith("qXfer:features:read:target.xml:"u8))
            return Part(content["qXfer:features:read:target.xml:".Length..], TargetDescription.Text);
        if (content.StartsWith("qXfer:memory-map:read::"u8) && target.Flash is { } flash)
            return Part(content["qXfer:memory-map:read::".Length..], MemoryMap(flash));
        if (content.StartsWith("qRcmd,"u8))
            return Command(content["qRcmd,".Length..]);
        return Encoding.ASCII.GetString(content) switch
        {
            "qC" => Text($"QC1"),
            "qfThreadInfo" => Text($"m1"),
            "qsThreadInfo" => Text($"l"),
            "qAttached" => Text($"1"),
            "qSymbol::" => GdbReply.Ok,
            "QStartNoAckMode" => GdbReply.Ok with { EndsAcknowledgement = true },
            _ => GdbReply.Unknown,
        };
    }

    private GdbReply Command(ReadOnlySpan<byte> digits)
    {
        var bytes = new byte[digits.Length / 2];
        if (bytes.Length > MaxCommand || !RspHex.Read(digits, bytes))
            return GdbReply.Error;
        string? printed = target.Monitor(Encoding.UTF8.GetString(bytes).Trim());
        return printed switch
        {
            null => new(RspHex.Write("this command is not known\n"u8)),
            "" => GdbReply.Ok,
            _ => new(RspHex.Write(Encoding.UTF8.GetBytes(printed))),
        };
    }

    private static GdbReply Part(ReadOnlySpan<byte> range, string text)
    {
        if (!RspNumbers.Pair(range, out uint offset, out uint length) || offset > text.Length)
            return GdbReply.Error;
        int count = (int)Math.Min(length, Math.Min(GdbDevice.PacketSize / 2, text.Length - offset));
        bool isLast = offset + count == text.Length;
        return new([(byte)(isLast ? 'l' : 'm'), .. Encoding.ASCII.GetBytes(text.Substring((int)offset, count))]);
    }

    // What is not flash is RAM, so that a debugger reads and writes everywhere.
    private static string MemoryMap(IDebugFlash flash)
    {
        ulong end = (ulong)flash.Address + flash.Length;
        string before = flash.Address > 0 ? Region(0, flash.Address) : "";
        string after = end < 1UL << 32 ? Region(end, (1UL << 32) - end) : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"<?xml version=\"1.0\"?>\n<memory-map>\n{before}  <memory type=\"flash\" start=\"0x{flash.Address:x}\" length=\"0x{flash.Length:x}\"><property name=\"blocksize\">0x{flash.SectorLength:x}</property></memory>\n{after}</memory-map>\n");
    }

    private static string Region(ulong start, ulong length) =>
        string.Create(CultureInfo.InvariantCulture, $"  <memory type=\"ram\" start=\"0x{start:x}\" length=\"0x{length:x}\"/>\n");

    private static GdbReply Text(FormattableString text) => new(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
