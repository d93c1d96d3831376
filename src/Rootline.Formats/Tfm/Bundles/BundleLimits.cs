namespace Rootline.Formats.Tfm.Bundles;

/// <summary>Named limits of bundles: a file from elsewhere must not fill the memory of whoever reads it.</summary>
public static class BundleLimits
{
    /// <summary>The longest file in bytes.</summary>
    public const int Length = 16 * 1024;

    /// <summary>The most images that have a key.</summary>
    public const int Rotpks = OtpLayout.MaxImages;

    /// <summary>The most digits of the public attestation key: SubjectPublicKeyInfo of P-256.</summary>
    public const int PublicKey = 2 * 91;

    /// <summary>The longest text in characters.</summary>
    public const int Text = 48;
}
