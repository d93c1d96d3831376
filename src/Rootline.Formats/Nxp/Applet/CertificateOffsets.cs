using System.Formats.Asn1;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Applet;

/// <summary>
/// Where the parts of an X.509 certificate lie in its DER: what the card needs to overwrite them without an ASN.1 parser.
/// Source: nxp-trust-provisioning 4.3.
/// </summary>
/// <param name="CommonNameTail">Offset of the last 35 characters of the subject's common name.</param>
/// <param name="X">Offset of the public key's X coordinate.</param>
/// <param name="Signature">Offset of the ECDSA-Sig-Value, after the unused-bits byte.</param>
/// <param name="SignatureLength">Its length in bytes.</param>
/// <param name="Tbs">Offset of the TBSCertificate.</param>
/// <param name="TbsLength">Its length in bytes.</param>
public sealed record CertificateOffsets(int CommonNameTail, int X, int Signature, int SignatureLength, int Tbs, int TbsLength)
{
    /// <summary>Characters at the end of the common name that the card overwrites.</summary>
    public const int CommonNameTailLength = 35;

    /// <summary>Longest certificate in bytes: offsets and lengths are u16 in a blob, a longer file must not overflow them.</summary>
    public const int MaxCertificate = ushort.MaxValue;

    private const string CommonName = "2.5.4.3";
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string Prime256V1 = "1.2.840.10045.3.1.7";

    /// <summary>Offset of the public key's Y coordinate.</summary>
    public int Y => X + P256.ScalarLength;

    /// <summary>Finds the parts.</summary>
    /// <param name="der">A certificate with a P-256 key, nothing after it.</param>
    public static Parsed<CertificateOffsets> Locate(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaxCertificate)
            return AppletFaults.Certificate.Fault($"the certificate has {der.Length} bytes, more than {MaxCertificate}");
        try
        {
            return Walk(der);
        }
        catch (AsnContentException e)
        {
            return AppletFaults.Certificate.Fault($"the certificate is not valid DER: {e.Message.ToLowerInvariant().TrimEnd('.')}");
        }
    }

    private static Parsed<CertificateOffsets> Walk(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var certificate = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var tbs = certificate.ReadEncodedValue();
        certificate.ReadSequence();
        var signature = BitString(certificate);
        certificate.ThrowIfNotEmpty();
        var fields = new AsnReader(tbs, AsnEncodingRules.DER).ReadSequence();
        if (fields.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
            fields.ReadEncodedValue();
        fields.ReadEncodedValue(); // serial number
        fields.ReadEncodedValue(); // signature algorithm
        fields.ReadEncodedValue(); // issuer
        fields.ReadEncodedValue(); // validity
        var subject = fields.ReadEncodedValue();
        var key = PublicKey(fields.ReadSequence());
        if (key.IsEmpty || signature.IsEmpty)
            return AppletFaults.Certificate.Fault("the certificate's key is not an uncompressed P-256 point, or its signature is empty");
        int nameTail = OffsetIn(der, subject) + (CommonNameEnd(subject) ?? subject.Length) - CommonNameTailLength;
        if (nameTail < OffsetIn(der, tbs))
            return AppletFaults.Certificate.Fault("the certificate has no room for the offset of its common name");
        return new CertificateOffsets(nameTail, OffsetIn(der, key) + 1, OffsetIn(der, signature), signature.Length, OffsetIn(der, tbs), tbs.Length);
    }

    private static ReadOnlyMemory<byte> PublicKey(AsnReader info)
    {
        var algorithm = info.ReadSequence();
        bool isP256 = algorithm.ReadObjectIdentifier() == EcPublicKey
            && algorithm.HasData
            && algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier)
            && algorithm.ReadObjectIdentifier() == Prime256V1;
        var point = BitString(info);
        return isP256 && point.Length == P256.PublicLength + 1 && point.Span[0] == 4 ? point : default;
    }

    // The end of the last common name's text inside the encoded subject.
    private static int? CommonNameEnd(ReadOnlyMemory<byte> subject)
    {
        int? end = null;
        var names = new AsnReader(subject, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            var set = names.ReadSetOf();
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                bool isCommonName = attribute.ReadObjectIdentifier() == CommonName;
                var value = attribute.ReadEncodedValue();
                if (isCommonName)
                    end = OffsetIn(subject, value) + value.Length;
            }
        }

        return end;
    }

    // The octets of a bit string where they lie; empty when it does not end at an octet, which keys and signatures do.
    private static ReadOnlyMemory<byte> BitString(AsnReader reader)
    {
        var encoded = reader.PeekEncodedValue();
        int length = reader.ReadBitString(out int unusedBits).Length;
        return unusedBits == 0 ? encoded[^length..] : default;
    }

    private static int OffsetIn(ReadOnlyMemory<byte> whole, ReadOnlyMemory<byte> part)
    {
        whole.Span.Overlaps(part.Span, out int offset);
        return offset;
    }
}
