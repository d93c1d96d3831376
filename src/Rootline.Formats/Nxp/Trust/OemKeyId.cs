namespace Rootline.Formats.Nxp.Trust;

/// <summary>Ids of the OEM keys that a target generates: 0 to 3, then the CA key, then the RTF key.</summary>
public static class OemKeyId
{
    /// <summary>The CA key.</summary>
    public const byte Ca = 0x10;

    /// <summary>The RTF key.</summary>
    public const byte Rtf = 0x20;

    /// <summary>Most regular keys.</summary>
    public const int MaxRegular = 4;
}
