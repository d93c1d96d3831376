using System.Formats.Asn1;
using System.Runtime.InteropServices;
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

    /// <summary>Offset of the public key's Y coordinate.</summary>
    public int Y => X + P256.ScalarLength;

    /// <summary>Finds the parts.</summary>
    /// <param name="der">A certificate with a P-256 key, nothing after it.</param>
    public static Parsed<CertificateOffsets> Locate(ReadOnlyMemory<byte> der)
    {
        try
        {
            var outer = new AsnReader(der, AsnEncodingRules.DER);
            var certificate = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var tbs = certificate.ReadEncodedValue();
            certificate.ReadSequence();
            var bits = certificate.PeekEncodedValue();
            var signature = Tail(bits, certificate.ReadBitString(out _).Length);
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
            if (key.IsEmpty)
                return AppletFaults.Certificate.Fault("the certificate's key is not an uncompressed P-256 point");
            int nameEnd = CommonNameEnd(subject) is { } end ? OffsetIn(der, subject) + end : OffsetIn(der, subject) + subject.Length;
            return new CertificateOffsets(
                nameEnd - CommonNameTailLength, OffsetIn(der, key) + 1, OffsetIn(der, signature), signature.Length, OffsetIn(der, tbs), tbs.Length);
        }
        catch (AsnContentException e)
        {
            return AppletFaults.Certificate.Fault($"the certificate is not valid DER: {e.Message.ToLowerInvariant().TrimEnd('.')}");
        }
    }

    private static ReadOnlyMemory<byte> PublicKey(AsnReader info)
    {
        info.ReadSequence();
        var bits = info.PeekEncodedValue();
        var point = Tail(bits, info.ReadBitString(out _).Length);
        return point.Length == P256.PublicLength + 1 && point.Span[0] == 4 ? point : default;
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
                bool isCommonName = attribute.ReadObjectIdentifier() == "2.5.4.3";
                var value = attribute.ReadEncodedValue();
                if (isCommonName)
                    end = OffsetIn(subject, value) + value.Length;
            }
        }

        return end;
    }

    private static ReadOnlyMemory<byte> Tail(ReadOnlyMemory<byte> value, int length) => value[^length..];

    private static int OffsetIn(ReadOnlyMemory<byte> whole, ReadOnlyMemory<byte> part)
    {
        MemoryMarshal.TryGetArray(whole, out var w);
        MemoryMarshal.TryGetArray(part, out var p);
        return p.Offset - w.Offset;
    }
}
