using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Chips.Lpc55;

/// <summary>What came of an SB file.</summary>
/// <param name="Status">0, or why it was refused.</param>
/// <param name="Firmware">The provisioning firmware to start, if that is what the file brought.</param>
/// <param name="IsProduct">Whether it was judged as a product file.</param>
internal sealed record SbOutcome(uint Status, ProvisioningFirmwareProgram? Firmware = null, bool IsProduct = false);

/// <summary>
/// The ROM's judgement of an SB file: all of it is checked before its first command runs. An open chip takes the vendor's
/// provisioning firmware; a closed one takes product files that its own KEK opens and its own root hash vouches for.
/// </summary>
/// <param name="core">The chip.</param>
/// <param name="access">Its memory.</param>
internal sealed class SbReceiver(ChipCore core, ChipAccess access)
{
    /// <summary>The longest file that is taken: longer than the flash cannot be, and must not fill the host's memory.</summary>
    public const uint LongestFile = 0x100000;

    public SbOutcome Receive(byte[] file)
    {
        if (core.Pfr.IsProvisioned)
            return ReceiveProduct(file);
        var opened = Sb2File.Open(file, core.Birth.VendorKek.Span, core.Birth.VendorRootHash.Span);
        if (opened.Try(out var contents, out var fault))
            return StartFirmware(contents);
        if (core.Environment.AnyProvisioningFirmware && Sb2Structure.Walk(file).Ok)
            return new(MbootStatus.Success, new ProvisioningFirmwareProgram(core, core.Birth.CardKey));
        return new(Sb2Faults.StatusOf(fault));
    }

    private SbOutcome ReceiveProduct(byte[] file)
    {
        using var keys = core.Keys.Read();
        if (keys is null || core.Pfr.Cmpa is not { } cmpa)
            return new(MbootStatus.SbKeyNotFound);
        using var kek = keys.SbKekAsKey();
        if (!Sb2File.Open(file, kek.Span, cmpa.RootHash).Try(out var contents, out var fault))
            return new(Sb2Faults.StatusOf(fault));
        // A virtual chip runs no Arm code: a JUMP or RESET ends the file and nothing else comes of it.
        return new(new SbExecution(core, access).Run(contents.Commands), IsProduct: true);
    }

    private SbOutcome StartFirmware(Sb2Contents contents)
    {
        var execution = new SbExecution(core, access);
        if (execution.Run(contents.Commands) is not MbootStatus.Success and var status)
            return new(status);
        if (execution.JumpAddress is not { } entry)
            return new(MbootStatus.Success);
        return core.ProgramAt(entry, ProvisioningFirmware.CoreLength) is { } image && ProvisioningFirmware.Parse(image).Try(out var firmware, out _)
            ? new(MbootStatus.Success, new ProvisioningFirmwareProgram(core, firmware.CardKey))
            : new(MbootStatus.Fail);
    }
}
