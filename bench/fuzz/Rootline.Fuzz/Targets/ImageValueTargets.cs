using System.Text;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;

namespace Rootline.Fuzz.Targets;

/// <summary>Values of the TLVs of images, and the texts that they are made from.</summary>
internal static class ImageValueTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("image-dependency", Dependency, () => [new ImageDependency(1, new(1, 2, 3, 4)).ToBytes()], 32),
        new("image-dependency-list", Dependencies, () => [Ascii("(1, 1.2.3+0)"), Ascii("(0,2.0.0+9),(1, 1.2.3)")], 128),
        new("image-boot-record", Boot, () => [Record("SPE", 32, ImageDigest.Sha256), Record("NSPE_SPE", 48, ImageDigest.Sha384)], 256),
        new("image-uuid", Uuid, () => [Ascii("12345678-1234-5678-1234-567812345678"), Ascii("example.com")], 64),
        new("image-number", Number, () => [Ascii("auto"), Ascii("0x1F"), Ascii("0b101"), Ascii("0o17"), Ascii("4096")], 32),
        new("image-value", Value, () => [[0x50, 0, 1, 2, 3, 4], [0x25, 0, 1], [0x31, 0, .. new byte[24]]], 512),
        new("image-recipient", Recipient, () => [Samples.Bytes("x25519", 32), Samples.Bytes("kek", 16)], 64),
    ];

    private static byte[] Record(string type, int signer, ImageDigest digest) =>
        BootRecord.Of(type, new(1, 20, 300, 4), Samples.Bytes("signer", signer), digest).OrThrow().ToBytes();

    private static bool Dependency(byte[] input) => ImageDependency.Parse(input).Try(out var value, out _) && Canonical.Demand(input, value.ToBytes());

    private static bool Dependencies(byte[] input) => ImageDependency.ParseList(Encoding.Latin1.GetString(input)).Try(out var list, out _) && list.Count > 0;

    private static bool Boot(byte[] input)
    {
        if (BootRecord.Of(Encoding.Latin1.GetString(input), default, default, ImageDigest.Sha512).Try(out var made, out _))
            Canonical.Demand(made.ToBytes(), BootRecord.Parse(made.ToBytes()).OrThrow().ToBytes());
        return BootRecord.Parse(input).Try(out var record, out _) && Canonical.Demand(input, record.ToBytes());
    }

    private static bool Uuid(byte[] input)
    {
        string text = Encoding.Latin1.GetString(input);
        if (ImageUuid.Parse(input).Try(out var raw, out _))
            return Canonical.Demand(input, raw.Bytes);
        return ImageUuid.Vendor(text).Try(out var vendor, out _) && ImageUuid.Class(text, vendor).Try(out var named, out _)
            && Canonical.Demand(named.Bytes, ImageUuid.Class(named.ToString(), null).OrThrow().Bytes);
    }

    private static bool Number(byte[] input) => SecurityCounter.Parse(Encoding.Latin1.GetString(input), new(1, 2, 3, 4)).Try(out var counter, out _)
        && TlvValues.ParseNumber(counter.ToBytes()).OrThrow() == counter.Value;

    private static bool Value(byte[] input) => input.Length >= 2
        && TlvValues.Check(new((TlvType)(input[0] | (input[1] << 8)), input.AsMemory(2))) is null;

    private static bool Recipient(byte[] input)
    {
        using var agreed = ContentKeyRecipient.OfX25519(input).Try(out var one, out _) ? one : null;
        using var wrapped = ContentKeyRecipient.OfKeyWrap(Secret.CopyOf(input)).Try(out var other, out _) ? other : null;
        var recipient = agreed ?? wrapped;
        return recipient?.Wrap(new byte[16], Samples.Entropy).Value.Length >= 24;
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
