namespace Rootline.Formats.Tfm;

/// <summary>Releases of TF-M that lay one-time memory out alike, each named by its first. Source: tfm-provisioning section 3.1.</summary>
public enum TfmRelease
{
    /// <summary>1.5.</summary>
    Tfm15,

    /// <summary>1.6.</summary>
    Tfm16,

    /// <summary>1.7 to 2.1, and 2.2.2.</summary>
    Tfm17,

    /// <summary>2.2.0 and 2.2.1: the profile has 48 bytes.</summary>
    Tfm220,

    /// <summary>2.3 and later: with a word of key policies.</summary>
    Tfm23,
}
