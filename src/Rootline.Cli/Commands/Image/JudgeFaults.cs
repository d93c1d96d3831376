using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Image;

/// <summary>Faults of the commands that read and judge images.</summary>
internal static class JudgeFaults
{
    /// <summary>An image under judgement is refused.</summary>
    public static readonly FaultCode Rejected = new(
        "image-rejected", Party.File, "a loader would not boot an image; the rule that it breaks is named, and docs/image.md lists the rules", "do as the rule says; do not load the image into a device")
    {
        RejectsEvidence = true,
    };

    /// <summary>The key for encrypted images cannot be used.</summary>
    public static readonly FaultCode DecryptionKey = new(
        "image-decryption-key", Party.File, "a key does not open encrypted images", "give the private key of RSA-2048, P-256 or X25519, or a key encryption key: 16 or 32 bytes, or a line AES-KW: and Base64");

    /// <summary>A key hash on the command line.</summary>
    public static readonly FaultCode KeyHash = new(
        "image-key-hash", Party.Operator, "a key hash is not the digest of a public key", "give it as 64, 96 or 128 hexadecimal digits, as the device holds it");
}
