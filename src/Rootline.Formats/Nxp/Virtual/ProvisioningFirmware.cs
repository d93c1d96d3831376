using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Virtual;

/// <summary>
/// The image inside the virtual vendor's provisioning firmware file: magic <c>RLTPFW01</c>; card authentication public key
/// 64 bytes; SHA-256; then filling. A virtual chip runs no Arm code: it reads which card to trust and behaves as the firmware does.
/// </summary>
/// <param name="CardKey">The card authentication public key, X‖Y, 64 bytes.</param>
public sealed record ProvisioningFirmware(ReadOnlyMemory<byte> CardKey)
{
    /// <summary>Length of what is read of an image; filling follows.</summary>
    public const int CoreLength = Framed.MagicLength + P256.PublicLength + 32;

    private const uint Ram = 0x20000000;

    private static ReadOnlySpan<byte> Magic => "RLTPFW01"u8;

    /// <summary>Where the file loads the image: into the flash that a family's line erases before, else into the RAM.</summary>
    /// <param name="family">The family.</param>
    public static uint LoadAddress(Family family) => family.EraseFirst?.Start ?? Ram;

    /// <summary>Reads an image.</summary>
    /// <param name="image">The loaded bytes.</param>
    public static Parsed<ProvisioningFirmware> Parse(ReadOnlySpan<byte> image)
    {
        if (image.Length < CoreLength || !Framed.TryRead(image[..CoreLength], Magic, P256.PublicLength, out var key))
            return VirtualFaults.Firmware.Fault("the image does not begin as a virtual provisioning firmware");
        return new ProvisioningFirmware(key.ToArray());
    }

    /// <summary>An image.</summary>
    /// <param name="length">Its length in bytes; what the real firmware's size costs on the wire.</param>
    public byte[] ToImage(int length)
    {
        var image = new byte[Alignment.Up(Math.Max(length, CoreLength), 16)];
        using var core = Framed.Write(Magic, CardKey.Span);
        core.Span.CopyTo(image);
        for (int i = CoreLength; i < image.Length; i++)
            image[i] = (byte)(i * 37);
        return image;
    }
}
