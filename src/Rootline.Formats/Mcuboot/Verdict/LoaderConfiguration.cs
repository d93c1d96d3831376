using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Fit;

namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>How a loader was built, and what its device holds: everything that decides on an image besides the image itself.</summary>
public sealed record LoaderConfiguration
{
    /// <summary>The loader's byte order.</summary>
    public ImageByteOrder Order { get; init; }

    /// <summary>The kind of signature that it verifies; null for a loader that verifies none.</summary>
    public SignatureKind? Signature { get; init; }

    /// <summary>How it finds the key.</summary>
    public KeyMode KeyMode { get; init; }

    /// <summary>The keys that it knows; in mode <see cref="KeyMode.ById"/> without ids one for each image, by number.</summary>
    public IReadOnlyList<LoaderKey> Keys { get; init; } = [];

    /// <summary>Whether each of the keys must have signed, and not only one (TF-M, MULTI_SIG, with a policy that asks for all).</summary>
    public bool AllKeys { get; init; }

    /// <summary>The digests of public keys that the device holds (<see cref="KeyMode.InImage"/>), each of the length of <see cref="Digest"/>.</summary>
    public IReadOnlyList<byte[]> KeyHashes { get; init; } = [];

    /// <summary>The digest algorithm that it was built for.</summary>
    public ImageDigest Digest { get; init; }

    /// <summary>Whether signatures are over the image (Ed25519 only).</summary>
    public bool Pure { get; init; }

    /// <summary>How strictly it reads ECDSA signatures.</summary>
    public SignatureForm Form { get; init; }

    /// <summary>
    /// Whether it refuses types that it does not know in the unprotected area. Types that the signature must cover are refused there
    /// in any case.
    /// </summary>
    public bool AllowList { get; init; }

    /// <summary>The number of the image on its device, from 0.</summary>
    public int ImageNumber { get; init; }

    /// <summary>Opens content keys; null for a loader that cannot decrypt. It stays the caller's.</summary>
    public ContentKeyOwner? ContentKeys { get; init; }

    /// <summary>Whether it was built to decrypt; so is one that has content keys. Without them only what lies there decrypted can be judged.</summary>
    public bool Decryption { get; init; }

    /// <summary>The slot.</summary>
    public LoaderSlot Slot { get; init; }

    /// <summary>The slots and the mode; null where the room is not judged.</summary>
    public SlotLayout? Layout { get; init; }

    /// <summary>The slot's address in flash, against which images linked for an address are held; null where it is not judged.</summary>
    public uint? SlotAddress { get; init; }

    /// <summary>The security counter that the device holds for the image; null for a loader that does not count.</summary>
    public uint? StoredCounter { get; init; }

    /// <summary>The device's vendor id, 16 bytes; null where it is not judged.</summary>
    public byte[]? VendorId { get; init; }

    /// <summary>The device's class id, 16 bytes; null where it is not judged.</summary>
    public byte[]? ClassId { get; init; }

    /// <summary>Whether it can decompress.</summary>
    public bool Decompression { get; init; }

    /// <summary>Whether the image is one that is not to be started.</summary>
    public bool DataImage { get; init; }

    /// <summary>Whether the payload is decrypted where the image is judged.</summary>
    public bool Decrypts => Slot == LoaderSlot.Secondary || Layout?.Mode == UpgradeMode.RamLoad;
}
