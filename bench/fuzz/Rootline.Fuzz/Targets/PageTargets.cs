using Rootline.Formats.Nxp.Pfr;

namespace Rootline.Fuzz.Targets;

/// <summary>The protected pages.</summary>
internal static class PageTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("cfpa", Cfpa, () => [CfpaPage.Blank.WithVersion(3).WithVendorUsage(7).Bytes.ToArray()], 600),
        new("cmpa", Cmpa, () => [CmpaPage.Blank.WithSecureBoot().WithSealRequest().Bytes.ToArray()], 600),
    ];

    private static bool Cfpa(byte[] input) => CfpaPage.Parse(input).Try(out var page, out _)
        && Canonical.Demand(input, page.Bytes)
        && page.WithCmpaInProgress(true).IsCmpaInProgress
        && page.WithSocu(page.SocuPin, page.SocuDefault).WithRootRevoke(page.RootRevoke).Version == page.Version;

    private static bool Cmpa(byte[] input) => CmpaPage.Parse(input).Try(out var page, out _)
        && Canonical.Demand(input, page.Bytes)
        && page.WithSecureBoot().IsSecureBoot
        && page.WithRootHash(page.RootHash).WithSocu(page.SocuPin, page.SocuDefault).IsSealed == page.IsSealed;
}
