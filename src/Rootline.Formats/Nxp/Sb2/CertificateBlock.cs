using System.Buffers.Binary;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// Certificate block v1: header of 32 bytes, table of certificates (length u32 and DER zero-padded to 4 bytes, root first),
/// root key table of 128 bytes, zeros up to 16 bytes.
/// </summary>
/// <param name="BuildNumber">The image's build number; a device may demand a least one.</param>
/// <param name="ImageLength">Bytes of the file that the block claims: for SB2.1 up to and with the block itself.</param>
/// <param name="Certificates">1 to 4 certificates, root first, the signer last.</param>
/// <param name="RootKeys">The root key table.</param>
public sealed record CertificateBlock(uint BuildNumber, uint ImageLength, IReadOnlyList<RsaCertificate> Certificates, RootKeyTable RootKeys)
{
    /// <summary>The longest chain that the format's tools make; stops a block of thousands of certificates to be verified.</summary>
    public const int MaxCertificates = 4;

    /// <summary>Four times the largest RSA-4096 certificate seen; stops a length that swallows the file.</summary>
    public const int MaxCertificateLength = 8192;

    /// <summary>Length of the block's own header in bytes.</summary>
    internal const int HeaderLength = 32;

    // The longest block: four of the longest certificates with their lengths, header, root key table.
    internal const int MaxLength = HeaderLength + (MaxCertificates * (4 + MaxCertificateLength)) + RootKeyTable.Length;

    private const int TableLengthAt = 28;

    /// <summary>The root certificate.</summary>
    public RsaCertificate Root => Certificates[0];

    /// <summary>The certificate whose key signs the image.</summary>
    public RsaCertificate Signer => Certificates[^1];

    /// <summary>Length with padding, in bytes.</summary>
    public int Length => Alignment.Up(HeaderLength + TableLength + RootKeyTable.Length, Sb2Format.Block);

    private int TableLength => Certificates.Sum(c => 4 + Alignment.Up(c.Der.Length, 4));

    /// <summary>Reads a block; the certificates are parsed, not judged.</summary>
    /// <param name="bytes">The bytes from the block on; what follows the block is not looked at.</param>
    /// <returns>The block, or a fault of <see cref="Sb2Faults"/>.</returns>
    public static Parsed<CertificateBlock> Parse(ReadOnlySpan<byte> bytes)
    {
        var r = new SpanReader(bytes);
        bool marked = r.Bytes(4).SequenceEqual("cert"u8);
        bool version1 = r.U16Le() == 1 & r.U16Le() == 0 & r.U32Le() == HeaderLength & r.U32Le() == 0;
        uint build = r.U32Le();
        uint imageLength = r.U32Le();
        uint count = r.U32Le();
        uint tableLength = r.U32Le();
        if (r.Overrun)
            return Sb2Faults.Truncated.Because("the file ends in the header of the certificate block");
        if (!marked || !version1)
            return Sb2Faults.Header.Because("the certificate block is not one of version 1.0");
        if (count is < 1 or > MaxCertificates)
            return Sb2Faults.Certificate.Because($"the certificate block announces {count} certificates, 1 to {MaxCertificates} are taken");
        if (!ReadTable(ref r, (int)count).Try(out var certificates, out var fault))
            return fault;
        if (r.Position != HeaderLength + tableLength)
            return Sb2Faults.Layout.Because("the certificate table is not as long as its header says");
        var table = r.Bytes(RootKeyTable.Length);
        var padding = r.Bytes(Alignment.Up(r.Position, Sb2Format.Block) - r.Position);
        if (r.Overrun)
            return Sb2Faults.Truncated.Because("the file ends in the certificate block");
        if (!Alignment.IsZero(padding))
            return Sb2Faults.Layout.Because("the certificate block is not followed by zeros");
        return new CertificateBlock(build, imageLength, certificates, RootKeyTable.Read(table));
    }

    /// <summary>How long the block is that begins with a header, as far as the header tells; nothing is judged here.</summary>
    /// <param name="header">At least <see cref="HeaderLength"/> bytes.</param>
    /// <returns>The length with padding in bytes; the longest one where the header claims more.</returns>
    internal static int ClaimedLength(ReadOnlySpan<byte> header)
    {
        uint table = BinaryPrimitives.ReadUInt32LittleEndian(header[TableLengthAt..]);
        return Alignment.Up((int)Math.Min(HeaderLength + table + (long)RootKeyTable.Length, MaxLength), Sb2Format.Block);
    }

    /// <summary>Judges the chain as a ROM does: root self-signed and in the table, each signed by the one before, CAs but the last.</summary>
    /// <returns>Null when the chain holds, otherwise a fault of <see cref="Sb2Faults"/>.</returns>
    public Fault? CheckChain()
    {
        if (!Root.IsSignedBy(Root))
            return Sb2Faults.Chain.Because("the root certificate is not signed by itself");
        for (int i = 1; i < Certificates.Count; i++)
        {
            if (!Certificates[i].IsSignedBy(Certificates[i - 1]))
                return Sb2Faults.Chain.Because($"certificate {i} is not signed by certificate {i - 1}");
        }

        for (int i = 0; i < Certificates.Count; i++)
        {
            if (Certificates[i].IsCa != (i < Certificates.Count - 1))
                return Sb2Faults.Chain.Because($"certificate {i} of {Certificates.Count} is {(Certificates[i].IsCa ? "a CA" : "no CA")}");
        }

        return RootKeys.Holds(Root) ? null : Sb2Faults.RootKey.Because("the root certificate is not in the file's root key table");
    }

    /// <summary>The bytes with padding.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        var w = new SpanWriter(bytes);
        w.Bytes("cert"u8);
        w.U16Le(1);
        w.U16Le(0);
        w.U32Le(HeaderLength);
        w.U32Le(0);
        w.U32Le(BuildNumber);
        w.U32Le(ImageLength);
        w.U32Le((uint)Certificates.Count);
        w.U32Le((uint)TableLength);
        foreach (var certificate in Certificates)
        {
            int padded = Alignment.Up(certificate.Der.Length, 4);
            w.U32Le((uint)padded);
            w.Bytes(certificate.Der);
            w.Zeros(padded - certificate.Der.Length);
        }

        w.Bytes(RootKeys.Bytes);
        return bytes;
    }

    private static Parsed<List<RsaCertificate>> ReadTable(ref SpanReader r, int count)
    {
        var certificates = new List<RsaCertificate>(count);
        for (int i = 0; i < count; i++)
        {
            uint length = r.U32Le();
            if (length > MaxCertificateLength || length % 4 != 0)
                return Sb2Faults.Certificate.Because($"certificate {i} announces {length} bytes");
            var padded = r.Bytes((int)length);
            if (r.Overrun)
                return Sb2Faults.Truncated.Because($"the file ends in certificate {i}");
            int derLength = DerLength(padded);
            if (derLength < 0 || derLength > padded.Length || padded.Length - derLength > 3 || !Alignment.IsZero(padded[derLength..]))
                return Sb2Faults.Certificate.Because($"certificate {i} does not fill its place");
            if (!RsaCertificate.Parse(padded[..derLength]).Try(out var certificate, out var fault))
                return fault;
            certificates.Add(certificate);
        }

        return certificates;
    }

    // A certificate of 256 bytes or more has a two-byte length: 30 82 hh ll.
    private static int DerLength(ReadOnlySpan<byte> der) =>
        der is [0x30, 0x82, var high, var low, ..] ? 4 + ((high << 8) | low) : -1;
}
