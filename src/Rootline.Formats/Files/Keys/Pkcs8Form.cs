using System.Formats.Asn1;

namespace Rootline.Formats.Files.Keys;

/// <summary>PrivateKeyInfo and OneAsymmetricKey (RFC 5958 2, RFC 8410 7).</summary>
internal static class Pkcs8Form
{
    private static readonly Asn1Tag Attributes = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag PublicHalf = new(TagClass.ContextSpecific, 1);

    /// <summary>Reads a key.</summary>
    /// <returns>The key, or null where a number in it is out of range or its halves do not belong together.</returns>
    /// <exception cref="AsnContentException">Not the form, or another algorithm.</exception>
    public static PrivateKey? Read(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var info = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!info.TryReadInt32(out int version) || version is not (0 or 1))
            throw new AsnContentException("the version is neither 1 nor 2");
        var algorithm = info.ReadSequence();
        if (!info.TryReadPrimitiveOctetString(out var content))
            throw new AsnContentException("the key is not in one piece");
        byte[]? half = ReadRest(info, version);
        var key = ReadKey(algorithm, content);
        if (key is null || half is null || key.PublicKey.Raw.SequenceEqual(half))
            return key;
        key.Dispose();
        return null;
    }

    private static PrivateKey? ReadKey(AsnReader algorithm, ReadOnlyMemory<byte> content)
    {
        string oid = algorithm.ReadObjectIdentifier();
        string? curve = null;
        if (oid == KeyOids.Rsa)
            algorithm.ReadNull();
        else if (oid == KeyOids.Ec)
            curve = algorithm.ReadObjectIdentifier();
        algorithm.ThrowIfNotEmpty();
        return oid switch
        {
            KeyOids.Rsa => PrivateKey.FromPkcs1(content.Span),
            KeyOids.Ec => Sec1Form.Read(content, KeyOids.KindOfCurve(curve!)),
            KeyOids.Ed25519 => PrivateKey.FromRaw(KeyKind.Ed25519, Inner(content).Span),
            KeyOids.X25519 => PrivateKey.FromRaw(KeyKind.X25519, Inner(content).Span),
            _ => throw new AsnContentException($"the algorithm {oid} is not supported"),
        };
    }

    // CurvePrivateKey is an OCTET STRING in the OCTET STRING.
    private static ReadOnlyMemory<byte> Inner(ReadOnlyMemory<byte> content)
    {
        var reader = new AsnReader(content, AsnEncodingRules.DER);
        if (!reader.TryReadPrimitiveOctetString(out var raw))
            throw new AsnContentException("the key is not in one piece");
        reader.ThrowIfNotEmpty();
        return raw;
    }

    private static byte[]? ReadRest(AsnReader info, int version)
    {
        if (info.HasData && info.PeekTag().HasSameClassAndValue(Attributes))
            info.ReadEncodedValue();
        byte[]? half = null;
        if (version == 1 && info.HasData && info.PeekTag().HasSameClassAndValue(PublicHalf))
            half = info.ReadBitString(out _, PublicHalf);
        info.ThrowIfNotEmpty();
        return half;
    }
}
