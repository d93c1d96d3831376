using System.Buffers.Binary;
using System.Formats.Asn1;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// Whether bytes are exactly one certificate, neither more nor less: the record's hash has no lengths, so that bytes could be
/// moved between columns without breaking it.
/// </summary>
internal static class CertificateShape
{
    private const int ContainerHeader = 8;
    private const byte ContainerTag = 0x33;

    // Deeper than any certificate: a forged one must not exhaust the stack.
    private const int MaxDepth = 16;

    /// <summary>A TP container: tag 0x33 at offset 3, the length without the header as u16 little-endian at offset 4.</summary>
    public static bool IsContainer(ReadOnlySpan<byte> bytes) =>
        bytes.Length > ContainerHeader
        && bytes[3] == ContainerTag
        && BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) + ContainerHeader == bytes.Length;

    /// <summary>A DER certificate (RFC 5280 4.1): SEQUENCE of a to-be-signed SEQUENCE, an algorithm SEQUENCE and a BIT STRING.</summary>
    public static bool IsDer(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var outer = new AsnReader(bytes, AsnEncodingRules.DER);
            var certificate = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            Walk(certificate.ReadSequence(), MaxDepth);
            certificate.ReadSequence().ReadObjectIdentifier();
            certificate.ReadBitString(out int unused);
            certificate.ThrowIfNotEmpty();
            return unused == 0;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    // Every value in the canonical form of its type, all the way down.
    private static void Walk(AsnReader reader, int depth)
    {
        if (depth == 0)
            throw new AsnContentException("nested too deeply");
        while (reader.HasData)
        {
            var tag = reader.PeekTag();
            if (tag.IsConstructed)
                Walk(new AsnReader(Content(reader), AsnEncodingRules.DER), depth - 1);
            else if (tag == Asn1Tag.Integer)
                reader.ReadIntegerBytes();
            else if (tag == Asn1Tag.Boolean)
                reader.ReadBoolean();
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
