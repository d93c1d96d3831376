namespace Rootline.Formats.Mcuboot.Virtual;

/// <summary>Where a loader takes the keys from that it trusts. Source: mcuboot-image section 5.</summary>
public enum BootKeySource
{
    /// <summary>A list in the boot code; the image names one by its hash (KEYHASH).</summary>
    BuiltIn,

    /// <summary>The image brings its key (PUBKEY), whose hash one-time memory holds.</summary>
    RotpkHash,

    /// <summary>One-time memory holds the key itself; the image may name it (KEYID).</summary>
    RotpkRaw,
}
