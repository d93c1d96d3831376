using System.Formats.Asn1;

namespace Rootline.Tests.Formats.Nxp.Log;

/// <summary>What the base library's reader takes for a certificate: the walk of the product is held against it.</summary>
internal static class AsnOracle
{
    private const int MaxDepth = 16;

    public static bool IsDer(byte[] bytes)
    {
        try
        {
            var outer = new AsnReader(bytes, AsnEncodingRules.DER);
            var certificate = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            Walk(certificate.ReadSequence(), MaxDepth);
            var algorithm = certificate.ReadEncodedValue();
            new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();
            Walk(new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence(), MaxDepth);
            certificate.ReadBitString(out int unused);
            certificate.ThrowIfNotEmpty();
            return unused == 0;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static void Walk(AsnReader reader, int depth)
    {
        if (depth == 0)
            throw new AsnContentException("nested too deeply");
        while (reader.HasData)
        {
            var tag = reader.PeekTag();
            if (tag.TagValue > 30)
                throw new AsnContentException("no certificate has such a tag");
            if (tag.IsConstructed)
                Walk(new AsnReader(Content(reader), AsnEncodingRules.DER), depth - 1);
            else if (tag == Asn1Tag.Integer)
                reader.ReadIntegerBytes();
            else if (tag == Asn1Tag.Boolean)
                reader.ReadBoolean();
            else if (tag == Asn1Tag.Null)
                reader.ReadNull();
            else if (tag == Asn1Tag.ObjectIdentifier)
                reader.ReadObjectIdentifier();
            else
                reader.ReadEncodedValue();
        }
    }

    private static ReadOnlyMemory<byte> Content(AsnReader reader)
    {
        var value = reader.ReadEncodedValue();
        AsnDecoder.ReadEncodedValue(value.Span, AsnEncodingRules.DER, out int offset, out int length, out _);
        return value.Slice(offset, length);
    }
}
