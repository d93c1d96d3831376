using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// The certificates of a record as files, with the original's exact names and encodings: <c>device_%06d_identity_cert.bin</c> is
/// the DIE certificate as it is, <c>device_%06d_device_cert_%d.cer</c> an OEM certificate. The first number is the counter, the
/// second the certificate's place in its record. Source: nxp-trust-provisioning 7.3. (There a chosen place of 0 writes all the
/// certificates; here it writes the first.)
/// </summary>
public static class CertificateExtract
{
    /// <summary>The files of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="choice">Which, and in what form.</param>
    public static IEnumerable<ExtractedFile> Of(AuditRecord record, ExtractChoice choice)
    {
        string device = string.Create(CultureInfo.InvariantCulture, $"device_{record.Counter:D6}");
        if (choice.Nxp)
            yield return new($"{device}_identity_cert.bin", record.NxpCertificate, IsOem: false);
        for (int i = 0; choice.Oem && i < record.OemCertificates.Count; i++)
        {
            if (choice.Index is null || choice.Index == i)
                yield return new(string.Create(CultureInfo.InvariantCulture, $"{device}_device_cert_{i}.cer"), Encode(record.OemCertificates[i], choice.Pem), IsOem: true);
        }
    }

    // 64 columns, LF, no line end after the last line: what the base library writes is what the original writes.
    private static byte[] Encode(byte[] der, bool pem) => pem ? Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", der)) : der;
}

/// <summary>Which certificates are extracted, and in what form.</summary>
public sealed record ExtractChoice
{
    /// <summary>Whether the DIE certificates are.</summary>
    public bool Nxp { get; init; } = true;

    /// <summary>Whether the OEM certificates are.</summary>
    public bool Oem { get; init; } = true;

    /// <summary>The only place in its record whose OEM certificate is extracted, 0 to 3; null for all.</summary>
    public int? Index { get; init; }

    /// <summary>Whether OEM certificates are written as PEM; otherwise as DER.</summary>
    public bool Pem { get; init; } = true;
}

/// <summary>A file that is extracted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="IsOem">Whether it is an OEM certificate; otherwise a DIE certificate.</param>
public sealed record ExtractedFile(string Name, byte[] Bytes, bool IsOem);
