using Rootline.Chips.Boot;
using Rootline.Formats.Nxp.Pfr;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// The static protections of an LPC55 or MCXN chip, as its protected pages say. The boot code is protected when the chip is closed, the
/// CMPA is sealed, secure boot is on and ISP commands are off for ever: then only the owner's signed files write flash. Debug is
/// closed when every debug right is off for ever.
/// </summary>
/// <param name="pages">The protected pages.</param>
public sealed class PfrProtections(PfrStore pages) : IProtections
{
    private const SocuRights DebugRights =
        SocuRights.NonInvasive | SocuRights.Debug | SocuRights.SecureNonInvasive | SocuRights.SecureDebug | SocuRights.Tap
        | SocuRights.Cpu1Debug | SocuRights.FaultAnalysis | SocuRights.Cpu1NonInvasive;

    /// <inheritdoc/>
    public ProtectionWords Read()
    {
        if (pages.Cmpa is not { } cmpa)
            return default;
        bool isWriteProtected = pages.IsProvisioned && cmpa.IsSealed && cmpa.IsSecureBoot && IsOff(cmpa, SocuRights.IspCommands);
        return new(isWriteProtected ? ProtectionWords.Closed : 0, pages.IsProvisioned && IsOff(cmpa, DebugRights) ? ProtectionWords.Closed : 0);
    }

    // A right is off for ever when the pin fixes it and the default is off.
    private static bool IsOff(CmpaPage page, SocuRights rights) =>
        (page.SocuPin.Rights & rights) == rights && (page.SocuDefault.Rights & rights) == SocuRights.None;
}
