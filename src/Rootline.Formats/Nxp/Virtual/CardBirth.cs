using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Formats.Nxp.Virtual;

/// <summary>
/// What the virtual vendor puts into a card before it is sold: magic <c>RLCARDB1</c>; serial u64 big-endian; applet version
/// 3 bytes; marks 1 byte (1 seeded, 2 response key rule "identity"); card authentication key d 32 bytes; SHA-256. See docs/formats/birth.md.
/// </summary>
public sealed class CardBirth : IDisposable
{
    private const int BodyLength = 8 + 3 + 1 + P256.ScalarLength;

    /// <summary>The card's serial number.</summary>
    public required ulong Serial { get; init; }

    /// <summary>Applet version: major, minor, patch.</summary>
    public required AppletVersion Applet { get; init; }

    /// <summary>Whether the keys come from a seed and protect nothing.</summary>
    public required bool IsSeeded { get; init; }

    /// <summary>Which key of a chip the card's applet takes for its responses.</summary>
    public ResponseKeyRule ResponseKeyRule { get; init; }

    /// <summary>Card authentication key, 32 bytes big-endian.</summary>
    public required Secret CardKey { get; init; }

    private static ReadOnlySpan<byte> Magic => "RLCARDB1"u8;

    /// <summary>Reads a birth file.</summary>
    /// <param name="file">The file's bytes.</param>
    public static Parsed<CardBirth> Parse(ReadOnlySpan<byte> file)
    {
        if (!Framed.TryRead(file, Magic, BodyLength, out var body))
            return VirtualFaults.Birth.Fault("not a card birth file of version 1, or damaged");
        var reader = new SpanReader(body);
        ulong serial = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(reader.Bytes(8));
        var version = new AppletVersion(reader.U8(), reader.U8(), reader.U8());
        if (!CardMarks.Parse(reader.U8()).Try(out var marks, out var fault))
            return fault.In("card birth file");
        return new CardBirth
        {
            Serial = serial,
            Applet = version,
            IsSeeded = marks.IsSeeded,
            ResponseKeyRule = marks.Rule,
            CardKey = Secret.CopyOf(reader.Bytes(P256.ScalarLength)),
        };
    }

    /// <summary>The file.</summary>
    public Secret ToBytes()
    {
        using var body = new Secret(BodyLength);
        var writer = new SpanWriter(body.Span);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(writer.Reserve(8), Serial);
        writer.Bytes([Applet.Major, Applet.Minor, Applet.Patch, new CardMarks(IsSeeded, ResponseKeyRule).Value]);
        writer.Bytes(CardKey.Span);
        return Framed.Write(Magic, body.Span);
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => CardKey.Dispose();
}

/// <summary>The version of the TP applet on a card.</summary>
/// <param name="Major">Major.</param>
/// <param name="Minor">Minor.</param>
/// <param name="Patch">Patch.</param>
public readonly record struct AppletVersion(byte Major, byte Minor, byte Patch)
{
    /// <summary>The oldest applet that this product works with.</summary>
    public static AppletVersion Oldest { get; } = new(1, 2, 0);

    /// <summary>For comparing: major·10⁶ + minor·10³ + patch.</summary>
    public int Rank => (Major * 1_000_000) + (Minor * 1_000) + Patch;

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}.{Patch}";
}
