using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Image;

/// <summary>Faults of the commands for images.</summary>
internal static class ImageCommandFaults
{
    /// <summary>The key is of the other kind.</summary>
    public static readonly FaultCode KeyKind = new(
        "image-key-kind", Party.Operator, "a key file is not of the kind that was required: private or public", "name the file of the other half of the key");
}
