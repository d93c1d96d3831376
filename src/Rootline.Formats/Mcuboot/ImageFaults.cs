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

    /// <summary>A list of dependencies.</summary>
    public static readonly FaultCode Dependency = new(
        "image-dependency-list", Party.Operator, "a list of dependencies is not of the form (image, version),(image, version)", "correct the list, for example (1, 1.2.3+0)");

    /// <summary>A security counter.</summary>
    public static readonly FaultCode Counter = new(
        "image-security-counter", Party.Operator, "a security counter is neither auto nor a number of 32 bits", "give auto or a number from 0 to 4294967295");

    /// <summary>A vendor or class id.</summary>
    public static readonly FaultCode Uuid = new(
        "image-uuid-text", Party.Operator, "a vendor or class id is neither a UUID nor a name that makes one", "give a UUID, 32 hexadecimal digits, or a name; the name of a class needs a vendor id");

    /// <summary>The software type of a boot record.</summary>
    public static readonly FaultCode SoftwareType = new(
        "image-boot-record", Party.Operator, "the software type of a boot record is too long", "give at most 12 characters, such as SPE or NSPE");

    /// <summary>Options that cannot go together or lose something.</summary>
    public static readonly FaultCode Recipe = new(
        "image-recipe", Party.Operator, "an image cannot be made as it was asked for", "change what the message names");

    /// <summary>The payload is not as announced.</summary>
    public static readonly FaultCode Payload = new(
        "image-payload", Party.File, "the input of an image cannot be used", "check the input file, and whether the room for the header must be added (--pad-header)");

    /// <summary>Image and trailer are larger than the slot.</summary>
    public static readonly FaultCode Size = new(
        "image-size", Party.Operator, "the image with its trailer is larger than the slot", "make the image smaller, or check slot size, alignment and sector count");

    /// <summary>A signature that does not verify.</summary>
    public static readonly FaultCode Signature = new(
        "image-signature", Party.File, "a signature to be put into an image does not verify with its public key", "sign exactly the bytes that were given out for signing, and check that key and signature belong together; no image was made");

    /// <summary>The content key cannot be recovered.</summary>
    public static readonly FaultCode ContentKey = new(
        "image-content-key", Party.File, "the content key of an encrypted image cannot be recovered with this key", "check that the right key was named; the image is not used");

    /// <summary>A signature with this key id is not there, or no room is left.</summary>
    public static readonly FaultCode SignatureUnit = new(
        "image-signature-unit", Party.File, "the signatures of an image cannot be changed as asked", "list the signatures of the image first");
}
