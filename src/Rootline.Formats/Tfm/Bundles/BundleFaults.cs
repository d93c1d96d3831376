using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm.Bundles;

/// <summary>Faults of bundles: the files that carry one device's provisioning data to a station.</summary>
public static class BundleFaults
{
    /// <summary>Not a bundle in its one form.</summary>
    public static readonly FaultCode Malformed = new(
        "tfm-bundle", Party.File, "the file is not a bundle in its canonical form", "have the bundle made again, or copied again from where it was made");

    /// <summary>A bundle of a newer version.</summary>
    public static readonly FaultCode Newer = new(
        "tfm-bundle-newer", Party.File, "the bundle has a version that this version does not know", "use the version that made it or a later one");

    /// <summary>Sealed for another key.</summary>
    public static readonly FaultCode OtherStation = new(
        "tfm-bundle-other-station", Party.Operator, "the bundle is sealed for another key", "give the private key of the station that the bundle is for, or have it sealed for this one");

    /// <summary>The seal does not open.</summary>
    public static readonly FaultCode Seal = new(
        "tfm-bundle-seal", Party.File, "the bundle was changed after it was sealed", "do not use the bundle; have it sealed again by whoever made it");

    /// <summary>What is inside contradicts what is outside.</summary>
    public static readonly FaultCode Contradiction = new(
        "tfm-bundle-contradiction", Party.File, "the secrets in the bundle are not those that its open part speaks of", "do not use the bundle; ask whoever made it");

    /// <summary>A value that no device may have.</summary>
    public static readonly FaultCode Empty = new(
        "tfm-bundle-empty-value", Party.Operator, "a value of the bundle is all zeros or all ones", "give a value, or leave the option out where one is drawn at random");

    /// <summary>Two values are the same.</summary>
    public static readonly FaultCode Repeated = new(
        "tfm-bundle-repeated-value", Party.Operator, "two values of a bundle that must differ are the same", "draw each value by itself");

    /// <summary>A value was used for an earlier device.</summary>
    public static readonly FaultCode Duplicate = new(
        "tfm-bundle-duplicate", Party.Operator, "a secret of the bundle belongs to another device already", "draw new secrets: two devices with one key can be told apart by nobody");

    /// <summary>The certification reference is none.</summary>
    public static readonly FaultCode Reference = new(
        "tfm-certification-reference", Party.Operator, "the certification reference is not an EAN-13 number with its check digit, a hyphen and five digits", "take the reference from the certificate, for example 0604565272829-10010");

    /// <summary>The keys of the images do not fit together.</summary>
    public static readonly FaultCode Keys = new(
        "tfm-bundle-keys", Party.Operator, "the keys of the images are not one to four of one form", "give a key for each image, all as hashes or all as raw keys");

    /// <summary>A key is no key.</summary>
    public static readonly FaultCode Key = new(
        "tfm-bundle-key", Party.Operator, "the attestation key is not a private key of P-256, or not 32 bytes for HMAC", "give a P-256 private key, or 64 hexadecimal digits with --iak-type hmac");
}
