namespace Rootline.Formats.Nxp.Mboot;

/// <summary>What a key in the key store is for (<see cref="SetUserKeyCommand"/>).</summary>
public enum UserKeyType : uint
{
    /// <summary>Decrypts external flash on the fly.</summary>
    OtfadKek = 2,

    /// <summary>Opens SB files.</summary>
    SbKek = 3,

    /// <summary>Decrypts flash region 0 on the fly.</summary>
    PrinceRegion0 = 7,

    /// <summary>Decrypts flash region 1 on the fly.</summary>
    PrinceRegion1 = 8,

    /// <summary>Decrypts flash region 2 on the fly.</summary>
    PrinceRegion2 = 9,

    /// <summary>Decrypts flash region 3 on the fly.</summary>
    PrinceRegion3 = 10,

    /// <summary>Of the application's own use.</summary>
    UserKek = 11,

    /// <summary>The secret from which the device's identity is derived.</summary>
    Uds = 12,
}
