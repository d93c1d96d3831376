namespace Rootline.Formats.Nxp.Container;

/// <summary>How a container is authenticated.</summary>
public enum AuthenticationType : ushort
{
    /// <summary>Not usable: refused when read, never written.</summary>
    None = 0x00,

    /// <summary>AES-CMAC, 16 bytes.</summary>
    AesCmac = 0x10,

    /// <summary>HMAC-SHA256, 32 bytes.</summary>
    Hmac256 = 0x11,

    /// <summary>ECDSA P-256 with SHA-256, r‖s, 64 bytes.</summary>
    Ecdsa256 = 0x20,

    /// <summary>CRC-32, 4 bytes little-endian. Protects against accidents only.</summary>
    Crc32 = 0xFE,
}
