using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot.KeyOutput;

/// <summary>Faults of writing keys for a boot loader's build.</summary>
public static class KeyOutputFaults
{
    /// <summary>The form does not exist for the kind of key.</summary>
    public static readonly FaultCode Form = new(
        "image-key-form", Party.Operator, "a private key cannot be written in the form that was asked for", "RSA has openssl, P-256 pkcs8 and openssl (both also minimal), P-384 both but not minimal, X25519 pkcs8; an Ed25519 key only signs and no loader holds it");
}
