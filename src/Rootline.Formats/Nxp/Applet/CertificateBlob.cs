using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Applet;

/// <summary>
/// A certificate as the card keeps it: DER; 4 zero bytes (room for a longer signature); nine u16 big-endian; destination u32
/// little-endian. 26 bytes after the DER. Source: nxp-trust-provisioning 4.3.
/// </summary>
/// <param name="Der">X.509 DER.</param>
/// <param name="Offsets">Where its parts lie.</param>
/// <param name="Address">Where the chip puts the certificate; 0 for NXP_PROD.</param>
public sealed record CertificateBlob(ReadOnlyMemory<byte> Der, CertificateOffsets Offsets, uint Address)
{
    /// <summary>Bytes before the signature of a certificate: tag, short length and unused bits of its bit string.</summary>
    internal const int SignatureHeaderLength = 3;

    private const int SpareLength = 4;
    private const int FooterLength = SpareLength + (9 * 2) + 4;

    /// <summary>The public key inside, X‖Y, 64 bytes.</summary>
    public ReadOnlySpan<byte> PublicKey => Der.Span.Slice(Offsets.X, P256.PublicLength);

    /// <summary>The signed part.</summary>
    public ReadOnlySpan<byte> Tbs => Der.Span.Slice(Offsets.Tbs, Offsets.TbsLength);

    /// <summary>The signature in DER.</summary>
    public ReadOnlySpan<byte> Signature => Der.Span.Slice(Offsets.Signature, Offsets.SignatureLength);

    /// <summary>Makes a blob from a certificate.</summary>
    /// <param name="der">X.509 DER with a P-256 key.</param>
    /// <param name="address">Where the chip puts it.</param>
    public static Parsed<CertificateBlob> FromCertificate(ReadOnlyMemory<byte> der, uint address) =>
        CertificateOffsets.Locate(der).Try(out var offsets, out var fault) ? new CertificateBlob(der, offsets, address) : fault;

    /// <summary>Reads a blob and checks that name and key lie inside the signed part and that the signature ends the certificate.</summary>
    /// <param name="bytes">The blob, nothing after it.</param>
    public static Parsed<CertificateBlob> Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length <= FooterLength)
            return AppletFaults.Blob.Fault($"{bytes.Length} bytes are fewer than a certificate and its offsets");
        var der = bytes[..^FooterLength];
        var reader = new SpanReader(bytes.Span[^FooterLength..]);
        var spare = reader.Bytes(SpareLength);
        int scn = reader.U16Be();
        int scnLength = reader.U16Be();
        int x = reader.U16Be();
        int y = reader.U16Be();
        int signature = reader.U16Be();
        int signatureLength = reader.U16Be();
        int tbs = reader.U16Be();
        int tbsLength = reader.U16Be();
        int length = reader.U16Be();
        uint address = reader.U32Le();
        if (!Alignment.IsZero(spare) || length != der.Length || scnLength != CertificateOffsets.CommonNameTailLength || y != x + P256.ScalarLength)
            return AppletFaults.Blob.Fault("a length in the blob contradicts the certificate");
        int tbsEnd = tbs + tbsLength;
        bool inside = scn >= tbs && scn + scnLength <= tbsEnd && x >= tbs && x + P256.PublicLength <= tbsEnd;
        bool ordered = tbsEnd <= signature - SignatureHeaderLength && signatureLength > 0 && signature + signatureLength == length;
        return inside && ordered
            ? new CertificateBlob(der, new CertificateOffsets(scn, x, signature, signatureLength, tbs, tbsLength), address)
            : AppletFaults.Blob.Fault("an offset in the blob lies outside the part of the certificate that it belongs to");
    }

    /// <summary>The blob.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Der.Length + FooterLength];
        var writer = new SpanWriter(bytes);
        writer.Bytes(Der.Span);
        writer.Zeros(SpareLength);
        foreach (int value in (int[])[
            Offsets.CommonNameTail, CertificateOffsets.CommonNameTailLength, Offsets.X, Offsets.Y, Offsets.Signature,
            Offsets.SignatureLength, Offsets.Tbs, Offsets.TbsLength, Der.Length])
            writer.U16Be(checked((ushort)value));
        writer.U32Le(Address);
        return bytes;
    }
}
