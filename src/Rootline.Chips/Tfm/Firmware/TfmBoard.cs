using Rootline.Chips.Boot;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>Puts a TF-M firmware into a board's flash, and reads there what it was built to be.</summary>
public static class TfmBoard
{
    /// <summary>The board that a firmware is built for.</summary>
    /// <param name="build">What the firmware is built to be.</param>
    public static BootProfile ProfileOf(TfmBuild build) => build.HasCryptoCell ? BootProfiles.TfmCc312 : BootProfiles.Tfm;

    /// <summary>Programs the boot loader: its rules, what the firmware was built to be, and its code.</summary>
    /// <param name="board">The board.</param>
    /// <param name="build">What the firmware is built to be.</param>
    /// <param name="signature">How the images are signed.</param>
    public static void PutLoader(BootChip board, TfmBuild build, SignatureKind signature)
    {
        // Where BL1 stands in front, the loader with its rules is an image of its own.
        var firmware = new TfmFirmware(build);
        if (!build.HasBl1)
            board.PutBootCode(CodeOf(build, signature));
        var region = board.Machine.Region(board.Profile.Layout.BootCode);
        byte[] code = (firmware.Bl11 ?? firmware.Loader).Code.ToArray();
        region.Erase(An521Map.BuildOffset, An521Map.BootFunctions - An521Map.BuildOffset + code.Length);
        region.Program(An521Map.BootFunctions, code);
        region.Program(An521Map.BuildOffset, build.ToBytes());
    }

    /// <summary>What a board's firmware was built to be; null when it has none.</summary>
    /// <param name="machine">The board.</param>
    public static TfmBuild? ReadBuild(BootMachine machine)
    {
        var bytes = new byte[TfmBuild.Length];
        return machine.Layout.BootCode.Length > An521Map.BootFunctions && machine.Region(machine.Layout.BootCode).TryRead(An521Map.BuildOffset, bytes) ? TfmBuild.Read(bytes) : null;
    }

    /// <summary>The board as its firmware knows it: with one-time memory laid out as that was built to.</summary>
    /// <param name="machine">The board.</param>
    public static BootMachine WithBuild(BootMachine machine) => ReadBuild(machine) is { } build
        ? machine with { OtpForm = build.OtpForm, OtpSwapCount = build.SwapCount }
        : machine;

    /// <summary>The rules of the boot loader; null when there are none.</summary>
    /// <param name="machine">The board.</param>
    internal static BootCode? ReadCode(BootMachine machine)
    {
        var region = machine.Region(machine.Layout.BootCode);
        var head = new byte[BootCodeFile.HeadLength];
        if (!region.TryRead(0, head) || BootCodeFile.LengthOf(head) is not { } length)
            return null;
        var bytes = new byte[length];
        return region.TryRead(0, bytes) && BootCodeFile.Parse(bytes).Try(out var code, out _) ? code : null;
    }

    /// <summary>The rules of a boot loader as TF-M builds it: images overwritten, with counters and boot records; the keys come by provisioning alone.</summary>
    /// <param name="build">What the firmware is built to be.</param>
    /// <param name="signature">How the images are signed.</param>
    internal static BootCode CodeOf(TfmBuild build, SignatureKind signature) => new()
    {
        Mode = Formats.Mcuboot.UpgradeMode.Overwrite,
        Images = build.Images,
        Signature = signature,
        KeySource = build.HasRawKeys ? BootKeySource.RotpkRaw : BootKeySource.RotpkHash,
        Rules = BootRuleSet.Rollback | BootRuleSet.Measured,
    };
}
