using Rootline.Core.Faults;

namespace Rootline.Oem.Custody.References;

/// <summary>Faults of how a key is named.</summary>
public static class ReferenceFaults
{
    /// <summary>Not a reference.</summary>
    public static readonly FaultCode Reference = new(
        "key-reference", Party.Operator, "a key reference cannot be read", "write a file's path, program:COMMAND?public-key=FILE or pkcs11:token=LABEL;object=NAME?module-path=FILE (docs/keys.md)");

    /// <summary>A secret in a reference.</summary>
    public static readonly FaultCode SecretInside = new(
        "key-reference-secret", Party.Operator, "a key reference holds a PIN or password, which everybody on the machine can see", "change that PIN or password, and name a file with pin-source=FILE, or an environment variable with pin-source=env:NAME");
}
