using Rootline.Chips.Tfm;
using Rootline.Core.Media;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>What the boot code runs on: a chip's flash, its protections, and the memory that it leaves to the firmware.</summary>
/// <param name="Flash">The flash.</param>
/// <param name="Layout">What lies where.</param>
/// <param name="Protections">The static protections.</param>
public sealed record BootMachine(FlashMedium Flash, FlashLayout Layout, IProtections Protections)
{
    /// <summary>Bytes of the area of shared data in RAM.</summary>
    public const int SharedDataLength = 0x400;

    /// <summary>How one-time memory is laid out; null for TF-M 2.3 with keys as long as the boot code's.</summary>
    public OtpLayoutForm? OtpForm { get; init; }

    /// <summary>How much of its swap count is programmed.</summary>
    public SwapCountForm OtpSwapCount { get; init; }

    /// <summary>
    /// The boot code as it runs: where something stands in front of it, or one-time memory holds a part of it. Null where all of it is
    /// what lies in flash.
    /// </summary>
    public BootCode? LoadedCode { get; init; }

    /// <summary>The CryptoCell-312 whose fuses take the place of one-time memory in flash; null for none.</summary>
    public Cc312OtpBacking? CryptoCell { get; init; }

    /// <summary>Opens one-time memory for the boot code; nothing of it is read yet.</summary>
    /// <param name="rotpkLength">Bytes of the boot code's root of trust public keys.</param>
    /// <exception cref="Core.Faults.FaultException"><see cref="ChipFaults.OneTimeMemory"/>: layout, keys and memory do not fit each other.</exception>
    public BootOtp OpenOtp(int rotpkLength)
    {
        if (CryptoCell is null)
            return new FlashOtp(OtpArea(rotpkLength));
        return CryptoCell.LengthOf(OtpElement.Bl2Rotpk0) == rotpkLength
            ? new FuseOtp(CryptoCell)
            : throw ChipFaults.OneTimeMemory.Exception($"the boot code's keys have {rotpkLength} bytes, the fuses hold hashes of 32", "burn the hashes of the keys");
    }

    /// <summary>Opens one-time memory in flash; nothing of it is read yet.</summary>
    /// <param name="rotpkLength">Bytes of the boot code's root of trust public keys.</param>
    /// <exception cref="Core.Faults.FaultException"><see cref="ChipFaults.OneTimeMemory"/>: layout, keys and flash do not fit each other.</exception>
    public FlashOtpArea OtpArea(int rotpkLength)
    {
        var layout = OtpForm is { } form ? new OtpLayout(form) : new OtpLayout(rotpkLength);
        return layout.RotpkLength == rotpkLength
            ? new(Region(Layout.Otp), Region(Layout.OtpBackup), layout, OtpSwapCount)
            : throw ChipFaults.OneTimeMemory.Exception($"the boot code's keys have {rotpkLength} bytes, those of {layout.Form.Name} {layout.RotpkLength}");
    }

    /// <summary>A part of the flash.</summary>
    /// <param name="range">The part.</param>
    public FlashRegion Region(FlashRange range) => new(Flash, range);
}

/// <summary>What became of a boot.</summary>
public sealed record BootOutcome
{
    /// <summary>The image that was started; null when none was.</summary>
    public StartedImage? Started { get; init; }

    /// <summary>Why none was started; null when one was.</summary>
    public BootRefusal? Refusal { get; init; }

    /// <summary>Images and updates that were refused on the way, by slot.</summary>
    public IReadOnlyList<RefusedSlot> Refused { get; init; } = [];

    /// <summary>What the boot code printed.</summary>
    public required IReadOnlyList<string> Log { get; init; }

    /// <summary>What it left to the firmware; null where nothing is measured.</summary>
    public SharedData? Shared { get; init; }
}

/// <summary>The image that the processor was handed over to.</summary>
/// <param name="Version">Its version.</param>
/// <param name="SlotOffset">Where its slot begins in the flash.</param>
/// <param name="Entry">Where its payload begins in the flash.</param>
/// <param name="Digest">Its digest.</param>
public sealed record StartedImage(ImageVersion Version, int SlotOffset, uint Entry, ReadOnlyMemory<byte> Digest);

/// <summary>A slot whose image was refused.</summary>
/// <param name="Image">The image's index.</param>
/// <param name="Slot">0 for the primary slot, 1 for the secondary.</param>
/// <param name="Version">The version that the image says, when it could be read.</param>
/// <param name="Why">The rule and what was found.</param>
public sealed record RefusedSlot(int Image, int Slot, ImageVersion? Version, BootRefusal Why);
