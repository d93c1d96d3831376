using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm.Rse;

/// <summary>
/// A message in the provisioning of RSE (newest form): its kind (u32, little-endian), then a body that each platform lays out for itself.
/// It is told from other files by its first word; this product makes none. Source: tfm-provisioning section 8.2.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Body">What follows the first word, at least one byte.</param>
public sealed record RseMessage(RseMessageKind Kind, ReadOnlyMemory<byte> Body)
{
    /// <summary>The longest message that is read, in bytes: more than the RAM that it comes through.</summary>
    public const int MaxLength = 1 << 20;

    private const int HeadLength = sizeof(uint);

    /// <summary>Whether a chip takes it; else a chip only gives it.</summary>
    public bool IsForChip => Kind != RseMessageKind.ChipOutput;

    /// <summary>Whether a chip gives it as an answer.</summary>
    public bool IsAnswer => Kind is RseMessageKind.Certificate or RseMessageKind.ChipOutput or RseMessageKind.PlainData;

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">The whole message.</param>
    /// <returns>The message, or <see cref="RseFaults.Message"/>.</returns>
    public static Parsed<RseMessage> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is <= HeadLength or > MaxLength)
            return RseFaults.Message.Fault($"{bytes.Length} bytes are no message: it has {HeadLength + 1} to {MaxLength}");
        var kind = (RseMessageKind)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return Enum.IsDefined(kind)
            ? new RseMessage(kind, bytes[HeadLength..].ToArray())
            : RseFaults.Message.Fault($"no message begins with {(uint)kind:X8}");
    }

    /// <summary>The message as it stands in memory.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeadLength + Body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)Kind);
        Body.CopyTo(bytes.AsMemory(HeadLength));
        return bytes;
    }
}
