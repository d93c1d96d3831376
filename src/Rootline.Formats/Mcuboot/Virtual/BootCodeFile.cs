using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Virtual;

/// <summary>
/// Boot code as bytes: magic <c>RLBOOT01</c>; total u32; mode, images, digest, signature + 1 (0 for none), key source, keys an image,
/// max-align and content key length, a byte each; rules u16; content key TLV u16 (0 for none); policy u32; vendor id 16; class id
/// 16; then keys, content key, and ROTPKs: a count byte and u16 length with value each (the content key counts 0 or 1); SHA-256 of
/// it all. Integers little-endian. See docs/formats/boot-code.md.
/// </summary>
public static class BootCodeFile
{
    /// <summary>The longest boot code in bytes; a length beyond it is no boot code, and no reason to read flash for ever.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>Bytes that say how long the whole is: magic and total.</summary>
    public const int HeadLength = 12;

    private const int HashLength = 32;
    private const int UuidLength = 16;

    private static ReadOnlySpan<byte> Magic => "RLBOOT01"u8;

    /// <summary>The whole length that the head says; null when it is no boot code.</summary>
    /// <param name="head">12 bytes.</param>
    public static int? LengthOf(ReadOnlySpan<byte> head)
    {
        var reader = new SpanReader(head);
        bool isMagic = reader.Bytes(Magic.Length).SequenceEqual(Magic);
        uint total = reader.U32Le();
        return isMagic && !reader.Overrun && total is > HeadLength + HashLength and <= MaxLength ? (int)total : null;
    }

    /// <summary>Reads boot code.</summary>
    /// <param name="file">The bytes and nothing after them.</param>
    public static Parsed<BootCode> Parse(ReadOnlySpan<byte> file)
    {
        if (LengthOf(file) != file.Length || !file[^HashLength..].SequenceEqual(ImageDigest.Sha256.Hash(file[..^HashLength])))
            return LoaderFaults.BootCode.Fault("not boot code of version 1, or damaged");
        var reader = new SpanReader(file[HeadLength..^HashLength]);
        var fixedPart = reader.Bytes(8);
        var rules = (BootRuleSet)reader.U16Le();
        ushort contentKeyTlv = reader.U16Le();
        uint policy = reader.U32Le();
        var ids = reader.Bytes(2 * UuidLength);
        var keys = List(ref reader, BootCode.MaxKeys);
        var contentKey = List(ref reader, 1);
        var rotpks = List(ref reader, BootCode.MaxImages);
        if (reader.Overrun || reader.Remaining != 0 || keys is null || contentKey is null || rotpks is null)
            return LoaderFaults.BootCode.Fault("the parts of the boot code do not fill it exactly");
        var trusted = new List<PublicKeyBytes>();
        foreach (byte[] key in keys)
        {
            if (!PublicKeyBytes.Parse(key).Try(out var parsed, out var fault))
                return fault.In("boot code");
            trusted.Add(parsed);
        }

        return Checked(file, new BootCode
        {
            Mode = (UpgradeMode)fixedPart[0],
            Images = fixedPart[1],
            Digest = (ImageDigest)fixedPart[2],
            Signature = fixedPart[3] == 0 ? null : (SignatureKind)(fixedPart[3] - 1),
            KeySource = (BootKeySource)fixedPart[4],
            KeysPerImage = fixedPart[5],
            MaxAlign = fixedPart[6],
            ContentKeyLength = fixedPart[7],
            Rules = rules,
            ContentKeyTlv = contentKeyTlv == 0 ? null : (TlvType)contentKeyTlv,
            PolicyWord = policy,
            VendorId = new Guid(ids[..UuidLength], bigEndian: true),
            ClassId = new Guid(ids[UuidLength..], bigEndian: true),
            Keys = trusted,
            ContentKey = contentKey.FirstOrDefault(),
            Rotpks = [.. rotpks.Select(r => (ReadOnlyMemory<byte>)r)],
        });
    }

    // Nothing of it may be lost on the way: it says what everything else is held against.
    private static Parsed<BootCode> Checked(ReadOnlySpan<byte> file, BootCode code)
    {
        if (!BootCodeCheck.Of(code).Try(out _, out var fault))
            return fault;
        using var again = ToBytes(code);
        return again.Span.SequenceEqual(file) ? code : LoaderFaults.BootCode.Fault("the boot code is not written as this version writes it");
    }

    /// <summary>The bytes of boot code; they hold its content key.</summary>
    /// <param name="code">The boot code.</param>
    /// <exception cref="FaultException"><see cref="LoaderFaults.BootCode"/>: parts that do not go together.</exception>
    public static Secret ToBytes(BootCode code)
    {
        BootCodeCheck.Of(code).OrThrow();
        ReadOnlyMemory<byte>[] keys = [.. code.Keys.Select(k => (ReadOnlyMemory<byte>)k.Bytes.ToArray())];
        ReadOnlyMemory<byte>[] contentKeys = code.ContentKey.IsEmpty ? [] : [code.ContentKey];
        int length = HeadLength + 8 + 2 + 2 + 4 + (2 * UuidLength) + HashLength
            + LengthOf(keys) + LengthOf(contentKeys) + LengthOf(code.Rotpks);
        var file = new Secret(length);
        var writer = new SpanWriter(file.Span);
        writer.Bytes(Magic);
        writer.U32Le((uint)length);
        writer.Bytes([(byte)code.Mode, (byte)code.Images, (byte)code.Digest, (byte)(code.Signature is { } kind ? (int)kind + 1 : 0),
            (byte)code.KeySource, (byte)code.KeysPerImage, (byte)code.MaxAlign, (byte)code.ContentKeyLength]);
        writer.U16Le((ushort)code.Rules);
        writer.U16Le((ushort)(code.ContentKeyTlv ?? 0));
        writer.U32Le(code.PolicyWord);
        writer.Bytes(code.VendorId.ToByteArray(bigEndian: true));
        writer.Bytes(code.ClassId.ToByteArray(bigEndian: true));
        List(ref writer, keys);
        List(ref writer, contentKeys);
        List(ref writer, code.Rotpks);
        writer.Bytes(ImageDigest.Sha256.Hash(file.Span[..^HashLength]));
        return file;
    }

    private static int LengthOf(IReadOnlyList<ReadOnlyMemory<byte>> values) => 1 + values.Sum(v => 2 + v.Length);

    private static void List(ref SpanWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> values)
    {
        writer.U8((byte)values.Count);
        foreach (var value in values)
        {
            writer.U16Le((ushort)value.Length);
            writer.Bytes(value.Span);
        }
    }

    private static List<byte[]>? List(ref SpanReader reader, int most)
    {
        int count = reader.U8();
        if (count > most)
            return null;
        var values = new List<byte[]>();
        for (int i = 0; i < count; i++)
            values.Add(reader.Bytes(reader.U16Le()).ToArray());
        return values;
    }
}
