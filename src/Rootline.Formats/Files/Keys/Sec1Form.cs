using System.Formats.Asn1;

namespace Rootline.Formats.Files.Keys;

/// <summary>ECPrivateKey (RFC 5915 3).</summary>
internal static class Sec1Form
{
    public static readonly Asn1Tag Parameters = new(TagClass.ContextSpecific, 0);
    public static readonly Asn1Tag PublicHalf = new(TagClass.ContextSpecific, 1);

    /// <summary>Reads a key.</summary>
    /// <param name="der">DER, nothing after it.</param>
    /// <param name="outside">The curve that PKCS #8 names around it, or null where it must name one itself.</param>
    /// <returns>The key, or null where the scalar is out of range or the public half is another key's.</returns>
    /// <exception cref="AsnContentException">Not the form, or another curve.</exception>
    public static PrivateKey? Read(ReadOnlyMemory<byte> der, KeyKind? outside)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!sequence.TryReadInt32(out int version) || version != 1)
            throw new AsnContentException("the version is not 1");
        if (!sequence.TryReadPrimitiveOctetString(out var scalar))
            throw new AsnContentException("the scalar is not in one piece");
        var inside = ReadCurve(sequence);
        byte[]? half = ReadHalf(sequence);
        sequence.ThrowIfNotEmpty();
        if ((inside ?? outside) is not { } kind || (outside ?? kind) != kind)
            throw new AsnContentException("the curve is not named, or twice and differently");
        var key = PrivateKey.FromScalar(kind, scalar.Span);
        if (key is null || half is null || key.PublicKey.Raw.SequenceEqual(half))
            return key;
        key.Dispose();
        return null;
    }

    private static KeyKind? ReadCurve(AsnReader sequence)
    {
        if (!sequence.HasData || !sequence.PeekTag().HasSameClassAndValue(Parameters))
            return null;
        var parameters = sequence.ReadSequence(Parameters);
        var kind = KeyOids.KindOfCurve(parameters.ReadObjectIdentifier());
        parameters.ThrowIfNotEmpty();
        return kind;
    }

    private static byte[]? ReadHalf(AsnReader sequence)
    {
        if (!sequence.HasData)
            return null;
        var tagged = sequence.ReadSequence(PublicHalf);
        byte[] half = tagged.ReadBitString(out _);
        tagged.ThrowIfNotEmpty();
        return half;
    }
}
