namespace Rootline.Formats.Nxp.Mboot.Properties;

/// <summary>The value of property 1D: how a host may change the key store in the protected flash.</summary>
public enum KeyStoreUpdateOption : uint
{
    /// <summary>By command 15.</summary>
    KeyProvisioning = 0,

    /// <summary>By writing its memory.</summary>
    WriteMemory = 1,
}
