using Rootline.Core.Faults;

namespace Rootline.Formats.Gdb;

/// <summary>Tells that a target stands: <c>S</c> and two digits of the signal, or <c>T</c>, the same and details, which are passed over.</summary>
/// <param name="Signal">Why.</param>
public sealed record StopReply(StopSignal Signal)
{
    private const int Length = 3;

    /// <summary>Reads a packet.</summary>
    /// <param name="content">Its content.</param>
    public static Parsed<StopReply> Parse(ReadOnlySpan<byte> content)
    {
        Span<byte> signal = stackalloc byte[1];
        bool isStop = content.Length >= Length && content[0] is (byte)'S' or (byte)'T' && RspHex.Read(content[1..Length], signal);
        return isStop && (content[0] == 'T' || content.Length == Length)
            ? new StopReply((StopSignal)signal[0])
            : GdbFaults.Content.Fault($"{content.Length} bytes are no stop reply");
    }

    /// <summary>The packet's content.</summary>
    public byte[] ToBytes() => [(byte)'T', .. RspHex.Write([(byte)Signal]), .. "thread:01;"u8];
}
