using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Oem.Nxp;

/// <summary>Finds every fault of a plan, so that the operator corrects them in one go and no card is left half loaded.</summary>
public static class CardPlanCheck
{
    /// <summary>The largest quota of a card.</summary>
    public const uint MaxQuota = 5_000_000;

    private const int MaxFamilyName = 32;
    private const int MaxApduData = 65_535;

    /// <summary>All faults of a plan; empty when it can be loaded.</summary>
    /// <param name="plan">The plan.</param>
    public static IReadOnlyList<Fault> FaultsOf(CardPlan plan)
    {
        var faults = new List<Fault>();
        if (plan.Quota is 0 or > MaxQuota)
            faults.Add(OemFaults.Plan.Fault($"production quota {plan.Quota} is not within 1 to {MaxQuota}"));
        if (!plan.Family.Is(plan.FamilyName) || plan.FamilyName.Length > MaxFamilyName)
            faults.Add(OemFaults.Plan.Fault($"{plan.FamilyName} is not a name of family {plan.Family.Names[0]}"));
        CheckKind(plan, faults);
        CheckPages(plan, faults);
        CheckVendor(plan, faults);
        if (plan.Oem is { } oem)
            OemCertificateCheck.Run(plan, oem, faults);
        return faults;
    }

    /// <summary>Throws one fault that lists all faults of a plan, if there are any.</summary>
    /// <param name="plan">The plan.</param>
    public static void Demand(CardPlan plan)
    {
        var faults = FaultsOf(plan);
        if (faults.Count > 0)
            throw OemFaults.Plan.Exception(string.Join("; ", faults.Select(f => f.What)));
    }

    private static void CheckKind(CardPlan plan, List<Fault> faults)
    {
        string family = plan.Family.Names[0];
        if (plan.Family.UsesProvisioningData)
        {
            if (plan.ProvisioningData is not { Length: > 0 and <= MaxApduData })
                faults.Add(OemFaults.Plan.Fault($"family {family} needs provisioning data of 1 to {MaxApduData} bytes"));
            if (plan.Pages is not null || plan.Keks is not null)
                faults.Add(OemFaults.Plan.Fault($"family {family} takes provisioning data, not pages and key encryption keys"));
            return;
        }

        if (plan.Pages is null || plan.Keks is null)
            faults.Add(OemFaults.Plan.Fault($"family {family} needs CMPA, CFPA, SB KEK and USER KEK"));
        if (plan.ProvisioningData is not null)
            faults.Add(OemFaults.Plan.Fault($"family {family} takes pages and key encryption keys, not provisioning data"));
        if (plan.Keks is { } keks && (keks.Sb.Length != ProvisionedSecrets.KekLength || keks.User.Length != ProvisionedSecrets.KekLength))
            faults.Add(OemFaults.Plan.Fault($"a key encryption key has not {ProvisionedSecrets.KekLength} bytes"));
    }

    private static void CheckPages(CardPlan plan, List<Fault> faults)
    {
        if (plan.Pages is { } pages)
            CheckPages(pages.Cmpa.Span, pages.Cfpa.Span, faults);
        if (plan.ProvisioningData is not { } bytes || !VirtualProvisioningData.Is(bytes.Span))
            return;
        if (!VirtualProvisioningData.Parse(bytes.Span).Try(out var data, out var fault))
        {
            faults.Add(fault);
            return;
        }

        using (data)
        {
            if (!plan.Family.Is(data.Family))
                faults.Add(OemFaults.Plan.Fault($"the provisioning data are for {data.Family}, not for {plan.Family.Names[0]}"));
            CheckPages(data.Cmpa.Span, data.Cfpa.Span, faults);
        }
    }

    private static void CheckPages(ReadOnlySpan<byte> cmpaBytes, ReadOnlySpan<byte> cfpaBytes, List<Fault> faults)
    {
        if (!CmpaPage.Parse(cmpaBytes).Try(out var cmpa, out var fault))
            faults.Add(fault);
        else if (!cmpa.SocuPin.IsConsistent || !cmpa.SocuDefault.IsConsistent)
            faults.Add(PfrFaults.Inverse.Fault("a debug rights word of the CMPA and its inverse disagree"));
        if (!CfpaPage.Parse(cfpaBytes).Try(out var cfpa, out fault))
            faults.Add(fault);
        else if (!cfpa.SocuPin.IsConsistent || !cfpa.SocuDefault.IsConsistent)
            faults.Add(PfrFaults.Inverse.Fault("a debug rights word of the CFPA and its inverse disagree"));
    }

    private static void CheckVendor(CardPlan plan, List<Fault> faults)
    {
        if (!CertificateBlob.FromCertificate(plan.NxpProd, 0).Try(out var blob, out var fault))
            faults.Add(fault.In("NXP_PROD certificate"));
        else if (!plan.NxpGlob.VerifyDer(blob.Tbs, blob.Signature))
            faults.Add(OemFaults.Plan.Fault("the NXP_PROD certificate is not signed by the NXP_GLOB key"));
        else if (!HoldsKey(blob))
            faults.Add(OemFaults.Plan.Fault("the NXP_PROD certificate holds no valid P-256 key"));
    }

    private static bool HoldsKey(CertificateBlob blob)
    {
        using var key = P256PublicKey.FromPoint(blob.PublicKey);
        return key is not null;
    }
}
