using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Image;

/// <summary>Faults of the commands for images.</summary>
internal static class ImageCommandFaults
{
    /// <summary>A file exists.</summary>
    public static readonly FaultCode Exists = new(
        "image-destination-exists", Party.Operator, "a key file exists already and is not overwritten", "name another file, or give --force to write over it: the key that it holds is lost then");

    /// <summary>The key is of the other kind.</summary>
    public static readonly FaultCode KeyKind = new(
        "image-key-kind", Party.Operator, "a key file is not of the kind that was required: private or public", "name the file of the other half of the key");

    /// <summary>A password is empty, or differs from its repetition.</summary>
    public static readonly FaultCode Password = new(
        "image-password", Party.Operator, "a password is missing, empty, or was not repeated alike", "type the same password twice, or name a file (--password-file) or an environment variable (--password-env) that holds it");
}
