namespace Rootline.Oem.Nxp;

/// <summary>One attribute of a certificate's issuer or subject. A name with several values is several of these.</summary>
/// <param name="Type">The attribute's name in a configuration, for example <c>COMMON_NAME</c>.</param>
/// <param name="Value">Its text.</param>
public sealed record RelativeName(string Type, string Value)
{
    /// <summary>The type that the card writes a device's number into.</summary>
    public const string CommonName = "COMMON_NAME";
}
