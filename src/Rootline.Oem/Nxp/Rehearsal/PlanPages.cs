using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Oem.Nxp.Rehearsal;

/// <summary>Pages and SB KEK of a plan, whether they stand there by themselves or in provisioning data of the "virtual" profile.</summary>
/// <param name="Cmpa">The CMPA.</param>
/// <param name="Cfpa">The CFPA.</param>
/// <param name="SbKek">The SB KEK in the order of the AES key; a copy.</param>
internal sealed record PlanPages(CmpaPage Cmpa, CfpaPage Cfpa, Secret SbKek) : IDisposable
{
    /// <summary>The pages of a plan, or null where they are missing, too short, or in a form that cannot be read here.</summary>
    /// <param name="plan">The plan.</param>
    public static PlanPages? Of(CardPlan plan)
    {
        if (plan is { Pages: { } pages, Keks: { } keks })
            return Of(pages.Cmpa.Span, pages.Cfpa.Span, keks.Sb);
        if (plan.ProvisioningData is not { } bytes || !VirtualProvisioningData.Parse(bytes.Span).Try(out var data, out _))
            return null;
        using (data)
            return Of(data.Cmpa.Span, data.Cfpa.Span, data.SbKek);
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => SbKek.Dispose();

    private static PlanPages? Of(ReadOnlySpan<byte> cmpaBytes, ReadOnlySpan<byte> cfpaBytes, Secret kek) =>
        CmpaPage.Parse(cmpaBytes).Try(out var cmpa, out _) && CfpaPage.Parse(cfpaBytes).Try(out var cfpa, out _)
            ? new(cmpa, cfpa, kek.Copy())
            : null;
}
