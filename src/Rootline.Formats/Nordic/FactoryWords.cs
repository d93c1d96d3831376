namespace Rootline.Formats.Nordic;

/// <summary>Words of FICR that name a part, at the same addresses on every part known here. Source: the parts' product specifications.</summary>
public static class FactoryWords
{
    /// <summary>The device identifier, 8 bytes.</summary>
    public const uint DeviceId = 0x00FF0204;

    /// <summary>Bytes of the device identifier.</summary>
    public const int DeviceIdLength = 8;

    /// <summary>The part code, a u32 little-endian.</summary>
    public const uint PartCode = 0x00FF020C;
}
