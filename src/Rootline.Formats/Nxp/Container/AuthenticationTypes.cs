namespace Rootline.Formats.Nxp.Container;

/// <summary>Facts about <see cref="AuthenticationType"/>.</summary>
public static class AuthenticationTypes
{
    /// <summary>Length of the code in bytes, or 0 for a type that is not usable or not known.</summary>
    /// <param name="type">The type.</param>
    public static int CodeLength(this AuthenticationType type) => type switch
    {
        AuthenticationType.AesCmac => 16,
        AuthenticationType.Hmac256 => 32,
        AuthenticationType.Ecdsa256 => 64,
        AuthenticationType.Crc32 => 4,
        _ => 0,
    };
}
