namespace Rootline.Formats.Mcuboot.KeyOutput;

/// <summary>The container of a private key.</summary>
public enum PrivateKeyContainer
{
    /// <summary>The form before PKCS#8: PKCS#1 (RFC 8017) for RSA, SEC1 (RFC 5915) for curves.</summary>
    OpenSsl,

    /// <summary>PKCS#8 (RFC 5958).</summary>
    Pkcs8,
}
