namespace Rootline.Formats.Mcuboot.Making;

/// <summary>What an image holds of the public key of a signature.</summary>
public enum PublicKeyForm
{
    /// <summary>Its digest (KEYHASH), for loaders with built-in keys.</summary>
    Hash,

    /// <summary>The key itself (PUBKEY), for loaders that hold its hash.</summary>
    Full,

    /// <summary>Its PSA key id alone (KEYID); every signature needs one.</summary>
    IdOnly,
}
