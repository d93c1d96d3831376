using Rootline.Formats.Nxp.Pfr;
using Rootline.Line.Steps;

namespace Rootline.Line.Nxp.Chip;

/// <summary>
/// Brings a chip from its ROM to running provisioning firmware: CFPA update, erase, firmware, check. Source:
/// nxp-trust-provisioning 5.1.
/// </summary>
/// <param name="link">The chip.</param>
/// <param name="plan">Family and firmware.</param>
/// <param name="steps">Where the steps are timed.</param>
public sealed class ChipPreparation(ChipLink link, LinePlan plan, StepClock steps)
{
    /// <summary>Runs the steps.</summary>
    /// <param name="finding">What the chip was found to be.</param>
    public void Run(ChipFinding finding)
    {
        if (finding == ChipFinding.Firmware)
            return;
        if (plan.ProvisioningFirmware is not { } firmware)
            throw LineFaults.NoFirmware.Exception("the chip is in its ROM and there is no provisioning firmware to load");
        // An interrupted chip holds the OEM's CFPA: a newer version than that one would keep it from being finished.
        if (plan.Family.UpdatesCfpa && finding != ChipFinding.Interrupted)
            steps.Run("1.1 update CFPA page", BurnRootsEnabled);
        if (plan.Family.EraseFirst is { } range)
            steps.Run("1.2 erase memory", () => link.Host.FlashEraseRegion(range.Start, range.Length));
        steps.Run("1.3 load provisioning firmware", () =>
        {
            link.Host.ReceiveSbFile(firmware);
            link.Reconnect();
        });
        steps.Run("1.4 check provisioning firmware", () =>
        {
            if (!link.IsFirmwareRunning())
                throw LineFaults.FirmwareNotRunning.Exception("the chip still answers as its ROM after the provisioning firmware was loaded");
        });
    }

    // Irreversible: the version only rises. Enables all four root keys unless they are.
    private void BurnRootsEnabled()
    {
        var page = link.ReadCfpa();
        if ((page.RootRevoke & CfpaPage.AllRootsEnabled) == CfpaPage.AllRootsEnabled)
            return;
        if (page.Version == uint.MaxValue)
            throw LineFaults.CfpaVersion.Exception($"the CFPA has version {page.Version:X8} and root key word {page.RootRevoke:X8}");
        var updated = page.WithRootRevoke(page.RootRevoke | CfpaPage.AllRootsEnabled).WithVersion(page.Version + 1);
        link.Host.WriteMemory(plan.Family.CfpaAddress, updated.Bytes.ToArray());
    }
}
