namespace Rootline.Links.Applet;

/// <summary>Which memory of the card (GET DATA 02 t). Source: nxp-trust-provisioning 4.2.</summary>
public enum MemoryKind : byte
{
    /// <summary>Non-volatile.</summary>
    NonVolatile = 1,

    /// <summary>Transient, cleared on reset.</summary>
    ClearedOnReset = 2,

    /// <summary>Transient, cleared on deselection.</summary>
    ClearedOnDeselect = 3,
}
