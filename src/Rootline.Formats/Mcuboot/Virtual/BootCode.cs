using Rootline.Core.Crypto;

namespace Rootline.Formats.Mcuboot.Virtual;

/// <summary>
/// The boot code of a virtual chip: not instructions, but everything that an MCUboot loader is told when it is built. Byte form:
/// <see cref="BootCodeFile"/>.
/// </summary>
public sealed record BootCode
{
    /// <summary>The most images.</summary>
    public const int MaxImages = 4;

    /// <summary>The most keys in the list.</summary>
    public const int MaxKeys = 8;

    /// <summary>How a new image comes into place.</summary>
    public UpgradeMode Mode { get; init; } = UpgradeMode.Overwrite;

    /// <summary>How many images there are, 1 to 4.</summary>
    public int Images { get; init; } = 1;

    /// <summary>The image digest.</summary>
    public ImageDigest Digest { get; init; } = ImageDigest.Sha256;

    /// <summary>The signature; null for a loader that verifies none.</summary>
    public SignatureKind? Signature { get; init; } = SignatureKind.EcdsaP256;

    /// <summary>Where the keys come from.</summary>
    public BootKeySource KeySource { get; init; }

    /// <summary>Keys of an image in one-time memory: 1 or 2.</summary>
    public int KeysPerImage { get; init; } = 1;

    /// <summary>What is demanded.</summary>
    public BootRuleSet Rules { get; init; }

    /// <summary>Bytes of a field of a slot's trailer: 8, 16 or 32.</summary>
    public int MaxAlign { get; init; } = 8;

    /// <summary>The list of keys.</summary>
    public IReadOnlyList<PublicKeyBytes> Keys { get; init; } = [];

    /// <summary>
    /// The private key that opens encrypted images, as a loader holds it: PKCS#1 (RSA), PKCS#8 (P-256, X25519) or the raw wrapping key;
    /// empty where none are taken. It lies in the chip's file in clear, as in a real chip's flash.
    /// </summary>
    public ReadOnlyMemory<byte> ContentKey { get; init; }

    /// <summary>The type of the TLV that holds the content key of encrypted images; null where none are taken.</summary>
    public TlvType? ContentKeyTlv { get; init; }

    /// <summary>Bytes of the content key: 16 or 32.</summary>
    public int ContentKeyLength { get; init; } = 16;

    /// <summary>What the first boot burns into one-time memory: a root of trust public key an image and slot, hash or raw.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Rotpks { get; init; } = [];

    /// <summary>The policy word that the first boot burns: bit image × keys + slot says that this key must have signed.</summary>
    public uint PolicyWord { get; init; }

    /// <summary>Vendor id of the device, 16 bytes; looked at with <see cref="BootRuleSet.Uuids"/>.</summary>
    public Guid VendorId { get; init; }

    /// <summary>Class id of the device, 16 bytes.</summary>
    public Guid ClassId { get; init; }

    /// <summary>Bytes of a root of trust public key in one-time memory.</summary>
    public int RotpkLength => KeySource == BootKeySource.RotpkRaw && Signature is { } kind && Tfm.Rotpk.RawLength(kind) is { } raw ? raw : Digest.Length();

    /// <summary>Whether a rule is demanded.</summary>
    /// <param name="rule">One rule.</param>
    public bool Demands(BootRuleSet rule) => (Rules & rule) != 0;
}
