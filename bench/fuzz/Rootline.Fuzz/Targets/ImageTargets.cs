using System.Text;
using Rootline.Formats.Mcuboot;

namespace Rootline.Fuzz.Targets;

/// <summary>MCUboot images: header, areas of TLVs, keys and texts.</summary>
internal static class ImageTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("image-header", Header, Headers, 128),
        new("image-tlvs", Tlvs, Tails, 2048),
        new("image-public-key", PublicKey, PublicKeys, 600),
        new("image-version", Version, () => [Encoding.ASCII.GetBytes("1.2.3+4"), Encoding.ASCII.GetBytes("7")], 64),
    ];

    private static IEnumerable<byte[]> Headers()
    {
        foreach (var order in Enum.GetValues<ImageByteOrder>())
        {
            var bytes = new byte[ImageHeader.Length];
            new ImageHeader { HeaderSize = 0x200, ImageSize = 1000, Version = new(1, 2, 3, 4), Flags = ImageFlags.RamLoad, LoadAddress = 0x20000400 }.Write(bytes, order);
            yield return bytes;
        }
    }

    private static bool Header(byte[] input)
    {
        if (ImageHeader.OrderOf(input) is not { } order || !ImageHeader.Parse(input, order).Try(out var header, out _))
            return false;
        var written = new byte[ImageHeader.Length];
        header.Write(written, order);
        return Canonical.Demand(input.AsSpan(0, written.Length), written);
    }

    // The first byte says the order, the next two the size of the protected area.
    private static IEnumerable<byte[]> Tails()
    {
        foreach (var order in Enum.GetValues<ImageByteOrder>())
        {
            var covered = new TlvArea(true, [new(TlvType.SecurityCounter, new byte[4]), new((TlvType)0xA5, new byte[3])]).ToBytes(order);
            var open = new TlvArea(false, [new(TlvType.Sha256, new byte[32]), new(TlvType.KeyHash, new byte[32]), new(TlvType.Ed25519, new byte[64])]).ToBytes(order);
            yield return [(byte)order, (byte)covered.Length, 0, .. covered, .. open];
            yield return [(byte)order, 0, 0, .. open];
        }
    }

    private static bool Tlvs(byte[] input)
    {
        if (input.Length < 3)
            return false;
        var order = (ImageByteOrder)(input[0] & 1);
        var tail = input.AsSpan(3);
        if (!ImageTlvs.Parse(tail, input[1] | (input[2] << 8), order).Try(out var tlvs, out _))
            return false;
        byte[] written = [.. tlvs.Protected?.ToBytes(order) ?? [], .. tlvs.Unprotected.ToBytes(order)];
        return TlvArea.Parse(tail[..tlvs.TotalLength][^tlvs.Unprotected.TotalLength..], false, order).Ok
            && Canonical.Demand(tail[..tlvs.TotalLength], written);
    }

    private static IEnumerable<byte[]> PublicKeys()
    {
        using var key = Samples.Key("image");
        yield return key.PublicKey.ToSpki();
        yield return [.. Convert.FromHexString("302a300506032b6570032100"), .. Samples.Bytes("ed25519", 32)];
        using var rsa = Core.Crypto.RsaKeys.Generate(Samples.Entropy);
        yield return rsa.ExportRSAPublicKey();
        yield return rsa.ExportSubjectPublicKeyInfo();
    }

    private static bool PublicKey(byte[] input)
    {
        if (PublicKeyBytes.Parse(input).Try(out var key, out _))
            return Canonical.Demand(input, key.Bytes) && PublicKeyBytes.FromSpki(key.ToSpki()).OrThrow().Equals(key);
        return PublicKeyBytes.FromSpki(input).Try(out var wrapped, out _) && PublicKeyBytes.Parse(wrapped.Bytes).OrThrow().Equals(wrapped);
    }

    private static bool Version(byte[] input)
    {
        if (!ImageVersion.Parse(Encoding.Latin1.GetString(input)).Try(out var version, out _))
            return false;
        Span<byte> wire = stackalloc byte[ImageVersion.Length];
        version.Write(wire, ImageByteOrder.Big);
        return ImageVersion.Read(wire, ImageByteOrder.Big) == version && ImageVersion.Parse(version.ToString()).OrThrow() == version;
    }
}
