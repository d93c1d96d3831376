using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Sb2;

namespace Rootline.Oem.Nxp;

/// <summary>The protected pages of a product that boots only what its owner signed and lets nobody debug it.</summary>
public static class ProductPages
{
    private const uint FirstProductVersion = 2;

    private const SocuRights All =
        SocuRights.NonInvasive | SocuRights.Debug | SocuRights.SecureNonInvasive | SocuRights.SecureDebug | SocuRights.Tap
        | SocuRights.Cpu1Debug | SocuRights.IspCommands | SocuRights.FaultAnalysis | SocuRights.Cpu1NonInvasive;

    /// <summary>
    /// CMPA: the signer's root hash, secure boot on, every right fixed to off (ISP commands too: signed files are still
    /// taken), sealed by the chip.
    /// </summary>
    /// <param name="signer">Who signs product files.</param>
    public static CmpaPage ClosedCmpa(Sb2Identity signer) =>
        CmpaPage.Blank
            .WithRootHash(signer.RootKeys.Hash())
            .WithSecureBoot()
            .WithSocu(SocuWord.Of(All), SocuWord.Of(SocuRights.None))
            .WithSealRequest();

    /// <summary>CFPA: version 2 (the line's own preparation uses 1), all four root keys enabled, every right fixed to off.</summary>
    public static CfpaPage FirstCfpa() =>
        CfpaPage.Blank
            .WithVersion(FirstProductVersion)
            .WithRootRevoke(CfpaPage.AllRootsEnabled)
            .WithVendorUsage(0)
            .WithSocu(SocuWord.Of(All), SocuWord.Of(SocuRights.None));
}
