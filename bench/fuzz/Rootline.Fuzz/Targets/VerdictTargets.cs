using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Dump;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Fuzz.Targets;

/// <summary>Whole images: the verdict and the dump.</summary>
internal static class VerdictTargets
{
    private static readonly byte[] Seed = Samples.Bytes("image-signer", Ed25519.SeedLength);

    private static readonly PublicKeyBytes Signer =
        PublicKeyBytes.Parse([.. Convert.FromHexString("302a300506032b6570032100"), .. Ed25519.PublicOf(Seed)]).OrThrow();

    private static readonly LoaderConfiguration Unsigned = new() { Decompression = true, StoredCounter = 0, DataImage = true };

    private static readonly LoaderConfiguration Signed = new() { Signature = SignatureKind.Ed25519, Keys = [new(Signer)], AllowList = true };

    public static IEnumerable<FuzzTarget> All =>
    [
        new("image-verdict", Verdict, Images, 1024),
        new("image-dump", Dump, Images, 1024),
    ];

    private static IEnumerable<byte[]> Images()
    {
        foreach (var order in Enum.GetValues<ImageByteOrder>())
        {
            yield return Image(order, []);
            yield return Image(order, [new(TlvType.SecurityCounter, new byte[4]), new(TlvType.Dependency, new byte[12]), new(TlvType.VendorId, new byte[16])]);
        }
    }

    private static byte[] Image(ImageByteOrder order, TlvEntry[] covered)
    {
        byte[] area = covered.Length == 0 ? [] : new TlvArea(true, covered).ToBytes(order);
        var header = new byte[ImageHeader.Length];
        new ImageHeader { HeaderSize = ImageHeader.Length, ImageSize = 16, ProtectedSize = (ushort)area.Length }.Write(header, order);
        byte[] hashed = [.. header, .. Samples.Bytes("payload", 16), .. area];
        byte[] digest = ImageDigest.Sha256.Hash(hashed);
        var open = new TlvArea(false, [new(TlvType.Sha256, digest), new(TlvType.KeyHash, Signer.Hash(ImageDigest.Sha256)), new(TlvType.Ed25519, Ed25519.Sign(Seed, digest))]);
        return [.. hashed, .. open.ToBytes(order)];
    }

    // The digest is made good and the image judged again, so that the rules behind it are reached.
    private static bool Verdict(byte[] input)
    {
        var order = ImageHeader.OrderOf(input) ?? ImageByteOrder.Little;
        bool signed = Judge(input, Signed with { Order = order }).Ok;
        var verdict = Judge(input, Unsigned with { Order = order });
        if (verdict is { Ok: false, Digest: { } digest, Length: { } length } && input.AsSpan(0, (int)length).LastIndexOf((ReadOnlySpan<byte>)[0x20, 0]) is >= 0 and var at && at + 2 + digest.Length <= input.Length)
        {
            digest.CopyTo(input, at + 2);
            verdict = Judge(input, Unsigned with { Order = order });
        }

        return signed || verdict.Ok;
    }

    private static ImageVerdict Judge(byte[] input, LoaderConfiguration loader)
    {
        using var stream = new MemoryStream(input);
        return ImageVerdict.Of(stream, loader);
    }

    private static bool Dump(byte[] input)
    {
        using var stream = new MemoryStream(input);
        if (!ImageDump.Read(stream, "image.bin").Try(out var dump, out _))
            return false;
        return DumpText.Of(dump).Length + DumpYaml.Of(dump).Length + DumpJson.Of(dump).Length > 0;
    }
}
