using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>Numbers in the arguments of packets.</summary>
internal static class RspNumbers
{
    /// <summary>Reads two hex numbers with a comma between them, nothing else.</summary>
    public static bool Pair(ReadOnlySpan<byte> text, out uint first, out uint second)
    {
        int comma = text.IndexOf((byte)',');
        (first, second) = (0, 0);
        return comma > 0 && RspHex.Read(text[..comma], out first) && RspHex.Read(text[(comma + 1)..], out second);
    }
}
