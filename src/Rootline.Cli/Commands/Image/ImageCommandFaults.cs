using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Image;

/// <summary>Faults of the commands for images.</summary>
internal static class ImageCommandFaults
{
    /// <summary>The key is of the other kind.</summary>
    public static readonly FaultCode KeyKind = new(
        "image-key-kind", Party.Operator, "a key file is not of the kind that was required: private or public", "name the file of the other half of the key");

    /// <summary>Not Base64.</summary>
    public static readonly FaultCode Base64 = new(
        "image-base64", Party.File, "a file with a signature or a shared key is not Base64", "check which file was named: a signature is the Base64 of its bytes, a shared key one line AES-KW: with the Base64 of 16 or 32 bytes");
}
