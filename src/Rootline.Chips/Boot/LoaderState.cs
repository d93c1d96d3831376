using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>What both checks of an image stand on.</summary>
/// <param name="Code">The boot code.</param>
/// <param name="Otp">One-time memory.</param>
/// <param name="Protections">The static protections.</param>
internal sealed record LoaderState(BootCode Code, BootOtp Otp, IProtections Protections);

/// <summary>An image where it lies.</summary>
/// <param name="Image">The image's index.</param>
/// <param name="Slot">The slot.</param>
/// <param name="IsSecondary">Whether it is the secondary slot: encrypted images are opened there alone.</param>
internal sealed record SlotImage(int Image, FlashRegion Slot, bool IsSecondary);
