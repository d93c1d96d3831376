using Rootline.Core.Faults;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Oem.Nxp;

/// <summary>The faults of a plan's OEM certificates: ids, templates, addresses.</summary>
internal static class OemCertificateCheck
{
    private const int FlashPage = 512;

    // TrustZone's alias: bit 28 says "secure", the flash cell is the same.
    private const uint SecureAlias = 0x1000_0000;

    // Room that a certificate takes at most: the template, and what a longer signature adds.
    private const int MaxIssued = Family.MaxOemCertificate + 4;

    public static void Run(CardPlan plan, OemIdentity oem, List<Fault> faults)
    {
        var certificates = oem.Certificates;
        var ids = certificates.Select(c => c.KeyId).ToList();
        if (certificates.Count == 0 || !ids.SequenceEqual(plan.KeyFlags.KeyIds) || !OemKeyFlags.Parse(plan.KeyFlags.Value, plan.Family.KeyFlagsVersion).Ok)
            faults.Add(OemFaults.Plan.Fault($"OEM key ids {string.Join(", ", ids.Select(i => $"{i:X2}"))} are not 0 to 3 without gaps, then CA and RTF where the family has them"));
        if (certificates.Count > AuditLimits.OemCertificates)
            faults.Add(OemFaults.Plan.Fault($"{certificates.Count} OEM certificates: the log has columns for {AuditLimits.OemCertificates}, CA and RTF included, and a record with more could never be verified"));
        foreach (var certificate in certificates)
        {
            CheckTemplate(certificate, faults);
            CheckAddress(plan.Family, certificate, faults);
        }

        CheckOverlap(certificates, faults);
    }

    private static void CheckTemplate(OemCertificatePlan certificate, List<Fault> faults)
    {
        string name = $"OEM certificate {certificate.KeyId:X2}";
        if (certificate.Template.Length > Family.MaxOemCertificate)
            faults.Add(AppletFaults.TooLong.Fault($"{name} has {certificate.Template.Length} bytes, at most {Family.MaxOemCertificate} fit"));
        else if (!CertificateBlob.FromCertificate(certificate.Template, certificate.Address).Try(out var blob, out var fault))
            faults.Add(fault.In(name));
        else if (!EndsWithPlaceholder(blob))
            faults.Add(OemFaults.Plan.Fault($"{name}: the common name does not end with {OemTemplate.Placeholder}"));
    }

    private static bool EndsWithPlaceholder(CertificateBlob blob) =>
        blob.Der.Span is [0x30, 0x82, ..]
        && blob.Der.Span.Slice(blob.Offsets.CommonNameTail, CertificateOffsets.CommonNameTailLength).SequenceEqual(System.Text.Encoding.ASCII.GetBytes(OemTemplate.Placeholder));

    private static void CheckAddress(Family family, OemCertificatePlan certificate, List<Fault> faults)
    {
        string name = $"address {certificate.Address:X8} of OEM certificate {certificate.KeyId:X2}";
        if (certificate.Address % FlashPage != 0)
            faults.Add(OemFaults.Plan.Fault($"{name} is not a multiple of {FlashPage}"));
        if (family.Flash is { } flash && !flash.Contains(certificate.Address & ~SecureAlias, MaxIssued))
            faults.Add(OemFaults.Plan.Fault($"{name} is not in the flash of {family.Names[0]} ({flash.Start:X8} to {flash.Start + flash.Length - 1:X8})"));
    }

    private static void CheckOverlap(IReadOnlyList<OemCertificatePlan> certificates, List<Fault> faults)
    {
        var sorted = certificates.OrderBy(c => c.Address & ~SecureAlias).ToList();
        for (int i = 1; i < sorted.Count; i++)
        {
            if ((sorted[i].Address & ~SecureAlias) - (sorted[i - 1].Address & ~SecureAlias) < MaxIssued)
                faults.Add(OemFaults.Plan.Fault($"OEM certificates {sorted[i - 1].KeyId:X2} and {sorted[i].KeyId:X2} overlap at {sorted[i].Address:X8}"));
        }
    }
}
