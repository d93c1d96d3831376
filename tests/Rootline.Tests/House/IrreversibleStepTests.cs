using Xunit;

namespace Rootline.Tests.House;

/// <summary>What burns, locks, counts or erases goes through one function each, and that has its named callers alone.</summary>
public sealed class IrreversibleStepTests
{
    private const string Firmware = "Rootline.Chips.Lpc55.ProvisioningFirmwareProgram";
    private const string TfmFirmware = "Rootline.Chips.Tfm.Firmware";

    private static readonly Dictionary<string, string[]> Callers = new()
    {
        ["Rootline.Links.Applet.CardSession.CountAndWrap"] = ["Rootline.Line.Nxp.CardBalance"],
        ["Rootline.Links.Applet.CardSession.SealForEver"] = ["Rootline.Oem.Nxp.CardSealing"],
        ["Rootline.Line.Tfm.OtpAccess.BurnForEver"] = ["Rootline.Line.Tfm.EmptyPlaces", "Rootline.Line.Tfm.TfmDeviceFlow"],
        ["Rootline.Line.Tfm.EmptyPlaces.SealForEver"] = ["Rootline.Line.Tfm.CryptoCellStages", "Rootline.Line.Tfm.TfmDeviceFlow"],
        ["Rootline.Line.Tfm.ProvisioningStructs.Write"] = ["Rootline.Line.Tfm.TfmDeviceFlow"],
        ["Rootline.Line.Tfm.ProvisioningStructs.WriteFor"] = ["Rootline.Line.Tfm.CryptoCellStages"],
        ["Rootline.Links.Applet.CardSession.DeleteFileSystem"] = ["Rootline.Oem.Nxp.CardPersonalisation"],
        ["Rootline.Line.Nxp.Settlement.RunSettlement.SettleForEver"] = ["Rootline.Cli.Commands.Line.LineSettleCommand"],
        ["Rootline.Line.Tfm.Settlement.BundleAbandonment.AbandonForEver"] = ["Rootline.Cli.Commands.Tfm.Provision.TfmAbandonCommand"],
        ["Rootline.Links.Mboot.MbootHost.SetWrappedData"] = ["Rootline.Line.Nxp.DeviceFlow"],
        ["Rootline.Links.Mboot.MbootHost.FlashEraseRegion"] = ["Rootline.Line.Nxp.Chip.ChipPreparation"],
        ["Rootline.Links.Mboot.MbootHost.ReceiveSbFile"] = ["Rootline.Line.Nxp.Chip.ChipPreparation", "Rootline.Line.Nxp.DeviceFlow"],
        ["Rootline.Links.Mboot.MbootHost.FlashEraseAll"] = [],
        ["Rootline.Links.Mboot.HostKeyStore.Enroll"] = [],
        ["Rootline.Links.Mboot.HostKeyStore.BurnKeyStore"] = [],
        ["Rootline.Links.Mboot.HostOneTimeMemory.BurnWords"] = [],
        ["Rootline.Links.Mboot.HostOneTimeMemory.BurnFuses"] = [],
        ["Rootline.Links.Mboot.HostControl.EraseAllAndOpen"] = [],
        ["Rootline.Links.Mboot.HostControl.AdvanceLifeCycleForEver"] = [],
        ["Rootline.Links.Mboot.HostControl.CloseDeviceForEver"] = [],
        ["Rootline.Links.Gdb.HostFlash.Erase"] = ["Rootline.Line.Nordic.Debug.GdbNordicDebugger"],
        ["Rootline.Chips.Tfm.FlashOtpArea.RewriteForEver"] = ["Rootline.Chips.Boot.FlashOtp", "Rootline.Chips.Tfm.FlashOtpArea", "Rootline.Chips.Tfm.FlashOtpBacking"],
        ["Rootline.Chips.Tfm.IOtpBacking.BurnForEver"] = ["Rootline.Chips.Tfm.JoinedOtpBacking", "Rootline.Chips.Tfm.OtpHal"],
        ["Rootline.Chips.Tfm.Cc312OtpBacking.BurnForEver"] = ["Rootline.Chips.Boot.FuseOtp"],
        ["Rootline.Chips.Tfm.Cc312Fuses.BurnForEver"] = ["Rootline.Chips.Tfm.Cc312OtpBacking"],
        ["Rootline.Chips.Tfm.Cc312OtpBacking.ReturnForEver"] = ["Rootline.Cli.Stations.Bodies.TfmLive"],
        ["Rootline.Chips.Tfm.IStorageCounters.RaiseCounterForEver"] = ["Rootline.Chips.Tfm.PlatformCounters"],
        ["Rootline.Chips.Tfm.OtpHal.WriteForEver"] =
        [
            "Rootline.Chips.Tfm.LifecycleMachine", "Rootline.Chips.Tfm.PlatformCounters", $"{TfmFirmware}.Bl11Program", $"{TfmFirmware}.BundleProgram", $"{TfmFirmware}.LoaderProgram", $"{TfmFirmware}.OtpFunctions",
            $"{TfmFirmware}.PsaRotBurning", $"{TfmFirmware}.SecureProvisioning",
        ],
        ["Rootline.Chips.Tfm.LifecycleMachine.AdvanceForEver"] =
            ["Rootline.Chips.Tfm.LifecycleMachine", $"{TfmFirmware}.BundleProgram", $"{TfmFirmware}.PsaRotBurning", $"{TfmFirmware}.SecureProvisioning"],
        [$"{TfmFirmware}.PsaRotBurning.BurnForEver"] = [$"{TfmFirmware}.BundleProgram", $"{TfmFirmware}.SecureProvisioning"],
        ["Rootline.Chips.Tfm.LifecycleMachine.DecommissionForEver"] = ["Rootline.Cli.Stations.Bodies.TfmLive"],
        ["Rootline.Cli.Stations.Bodies.TfmLive.DecommissionForEver"] = ["Rootline.Cli.Commands.Chip.ChipDecommissionCommand", "Rootline.Cli.Control.Verbs.DecommissionForEverVerb"],
        ["Rootline.Links.Gdb.HostServer.WipeFlashForEver"] = [],
        ["Rootline.Chips.Boot.BootOtp.BurnForEver"] = ["Rootline.Chips.Boot.BootOtp", "Rootline.Chips.Boot.OtpProvisioning"],
        ["Rootline.Chips.Boot.BootOtp.RaiseForEver"] = ["Rootline.Chips.Boot.SecureBoot"],
        ["Rootline.Chips.Boot.OptionWords.CloseForEver"] = ["Rootline.Cli.Commands.Chip.ChipSecureCommand"],
        ["Rootline.Line.Nordic.NordicHands.EraseAll"] = ["Rootline.Line.Nordic.NordicFlow", "Rootline.Line.Nordic.NordicHands"],
        ["Rootline.Line.Nordic.NordicHands.RunImage"] = ["Rootline.Line.Nordic.NordicFlow"],
        ["Rootline.Line.Nordic.NordicHands.BurnProtections"] = ["Rootline.Line.Nordic.NordicFlow"],
        ["Rootline.Line.Nordic.Debug.INordicDebugger.EraseAll"] = ["Rootline.Line.Nordic.NordicHands"],
        ["Rootline.Line.Nordic.NordicHands.BurnEraseProtect"] = ["Rootline.Line.Nordic.NordicFlow"],
        ["Rootline.Line.Nordic.Debug.INordicDebugger.BurnWord"] = ["Rootline.Line.Nordic.NordicHands", "Rootline.Line.Nordic.Retire.NordicDecommission"],
        ["Rootline.Line.Nordic.Retire.NordicDecommission.EnterForEver"] = ["Rootline.Cli.Commands.Nordic.NordicDecommissionCommand", "Rootline.Line.Nordic.Retire.NordicDecommission"],
        ["Rootline.Chips.Nordic.OneWayWords.EraseAll"] = ["Rootline.Chips.Nordic.NordicCore"],
        ["Rootline.Chips.Nordic.NordicCore.EraseAll"] = ["Rootline.Chips.Nordic.AccessPort"],
        ["Rootline.Chips.Nordic.KeyUnit.BurnSlot"] = ["Rootline.Chips.Nordic.IdentityKeys", "Rootline.Chips.Nordic.UniqueKeys"],
        ["Rootline.Chips.Nordic.KeyUnit.RevokeForEver"] = [],
        ["Rootline.Chips.Nordic.UniqueKeys.BurnRandom"] = ["Rootline.Chips.Nordic.Firmware.ProvisioningProgram"],
        ["Rootline.Chips.Nordic.BootStorage.EnterForEver"] = ["Rootline.Chips.Nordic.Firmware.ProvisioningProgram", "Rootline.Chips.Nordic.Firmware.TfmProgram"],
        ["Rootline.Chips.Nordic.BootStorage.BurnImplementationId"] = ["Rootline.Chips.Nordic.Firmware.ProvisioningProgram"],
        ["Rootline.Chips.Lpc55.PfrStore.BurnCfpa"] = ["Rootline.Chips.Lpc55.PfrStore", Firmware],
        ["Rootline.Chips.Lpc55.PfrStore.BurnCmpa"] = ["Rootline.Chips.Lpc55.PfrStore", Firmware],
        ["Rootline.Chips.Lpc55.PfrStore.BurnBlank"] = ["Rootline.Chips.Lpc55.VirtualChip"],
        ["Rootline.Chips.Lpc55.KeyStore.Burn"] = [Firmware],
        ["Rootline.Chips.Lpc55.KeyStore.BurnImage"] = ["Rootline.Chips.Lpc55.Rom.RomKeys"],
        ["Rootline.Chips.Lpc55.OneTimeStore.Burn"] = ["Rootline.Chips.Lpc55.Rom.RomOneTime"],
        ["Rootline.Chips.Lpc55.SessionStore.Burn"] = [Firmware],
        ["Rootline.Chips.Lpc55.SessionStore.Erase"] = ["Rootline.Chips.Lpc55.SessionStore", Firmware],
    };

    public static TheoryData<string> Functions => [.. Callers.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void An_irreversible_function_is_called_by_its_named_callers_alone(string function)
    {
        var named = new HashSet<string> { function };
        var callers = Rooms.All.SelectMany(r => IrreversibleCall.In(Rooms.AssemblyOf(r).Location, named)).Select(c => c.Caller).Order(StringComparer.Ordinal);
        Assert.Equal(Callers[function].Order(StringComparer.Ordinal), callers);
    }
}
