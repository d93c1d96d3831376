using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Files.Keys;

namespace Rootline.TestSupport;

/// <summary>A station's key for device records; the same signature for the same record.</summary>
public static class RecordKey
{
    private static readonly P256PrivateKey Private = P256PrivateKey.Generate(new SeededEntropy(81));

    /// <summary>The signer.</summary>
    public static ISigner Signer { get; } = new P256Signer(Private, new SeededEntropy(82));

    /// <summary>The public key.</summary>
    public static PublicKeyInfo Public { get; } = PublicKeyInfo.FromSpki(Private.PublicKey.ToSpki())!;
}
