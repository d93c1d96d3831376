using System.Formats.Asn1;

namespace Rootline.Formats.Psa.Chain;

/// <summary>What a certificate's extensions allow its key to do. Source: RFC 5280 4.2.1.3, 4.2.1.9 and 4.2.</summary>
/// <param name="IsAuthority">Whether it may certify others (basicConstraints).</param>
/// <param name="PathLength">How many authorities may stand between it and a device; null when that is not limited.</param>
/// <param name="KeyUsage">The first byte of keyUsage; null when there is none, which allows everything.</param>
/// <param name="UnknownCritical">A critical extension that is not understood; null when there is none.</param>
internal sealed record CertificateUse(bool IsAuthority, int? PathLength, byte? KeyUsage, string? UnknownCritical)
{
    private const string BasicConstraints = "2.5.29.19";
    private const string KeyUsageId = "2.5.29.15";
    private const int MostAuthorities = 100;
    private const byte DigitalSignature = 0x80;
    private const byte KeyCertSign = 0x04;

    /// <summary>Whether it may sign tokens.</summary>
    public bool MaySign => KeyUsage is null || (KeyUsage & DigitalSignature) != 0;

    /// <summary>Whether it may sign certificates with so many authorities between it and a device.</summary>
    /// <param name="between">How many.</param>
    public bool MayCertify(int between) => IsAuthority && (KeyUsage is null || (KeyUsage & KeyCertSign) != 0) && (PathLength ?? between) >= between;

    /// <summary>Reads the extensions.</summary>
    /// <param name="extensions">The content of the sequence.</param>
    /// <exception cref="AsnContentException">One of them is malformed or stands twice.</exception>
    public static CertificateUse Read(AsnReader extensions)
    {
        var use = new CertificateUse(false, null, null, null);
        HashSet<string> seen = [];
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            string id = extension.ReadObjectIdentifier();
            bool isCritical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            byte[] value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            if (!seen.Add(id))
                throw new AsnContentException("an extension stands twice");
            use = id switch
            {
                BasicConstraints => Constrained(use, value),
                KeyUsageId => use with { KeyUsage = Usage(value) },
                _ => isCritical ? use with { UnknownCritical = id } : use,
            };
        }

        return use;
    }

    private static CertificateUse Constrained(CertificateUse use, byte[] value)
    {
        var whole = new AsnReader(value, AsnEncodingRules.DER);
        var content = whole.ReadSequence();
        whole.ThrowIfNotEmpty();
        bool isAuthority = content.HasData && content.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && content.ReadBoolean();
        int? length = null;
        if (content.HasData)
        {
            if (!content.TryReadInt32(out int count) || count is < 0 or > MostAuthorities)
                throw new AsnContentException("the path length is out of its range");
            length = count;
        }

        content.ThrowIfNotEmpty();
        return use with { IsAuthority = isAuthority, PathLength = length };
    }

    private static byte Usage(byte[] value)
    {
        var whole = new AsnReader(value, AsnEncodingRules.DER);
        byte[] bits = whole.ReadBitString(out _);
        whole.ThrowIfNotEmpty();
        return bits.Length > 0 ? bits[0] : (byte)0;
    }
}
