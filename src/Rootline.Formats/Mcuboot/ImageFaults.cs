using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>Faults of MCUboot images and of what they are made from.</summary>
public static class ImageFaults
{
    private const string CheckSource = "check that the file is complete and is an MCUboot image; it is not used";

    /// <summary>The header is no header.</summary>
    public static readonly FaultCode Header = new(
        "image-header", Party.File, "the header of an MCUboot image is wrong", CheckSource);

    /// <summary>An area of TLVs is malformed.</summary>
    public static readonly FaultCode Tlv = new(
        "image-tlv", Party.File, "an area of TLVs of an MCUboot image is malformed", CheckSource);

    /// <summary>The value of a TLV is not what its type says.</summary>
    public static readonly FaultCode TlvValue = new(
        "image-tlv-value", Party.File, "the value of a TLV of an MCUboot image is not what its type says", CheckSource);

    /// <summary>A version text.</summary>
    public static readonly FaultCode Version = new(
        "image-version", Party.Operator, "a version is not major.minor.revision+build with numbers that fit their fields", "correct the version, for example 1.2.3+4");

    /// <summary>A public key.</summary>
    public static readonly FaultCode PublicKey = new(
        "image-public-key", Party.File, "a public key is not of a kind that an MCUboot loader knows", "use a key of RSA-2048, RSA-3072, P-256, P-384 or Ed25519");

    /// <summary>Key, digest and mode do not go together.</summary>
    public static readonly FaultCode Digest = new(
        "image-digest", Party.Operator, "the digest algorithm does not go with the signing key", "leave the choice to the key, or choose one that the table in the documentation allows");
}
