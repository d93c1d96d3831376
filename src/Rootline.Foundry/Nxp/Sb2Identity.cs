using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Files;

namespace Rootline.Foundry.Nxp;

/// <summary>Who signs the vendor's SB2.1 files: an RSA key with a self-signed certificate, alone in the root key table.</summary>
public sealed class Sb2Identity : IDisposable
{
    private const int TableEntries = 4;
    private const int HashLength = 32;

    private Sb2Identity(RSA key, byte[] certificate, byte[] rootTable) => (Key, Certificate, RootTable) = (key, certificate, rootTable);

    /// <summary>The signer's key.</summary>
    public RSA Key { get; }

    /// <summary>Its certificate, X.509 DER.</summary>
    public byte[] Certificate { get; }

    /// <summary>The root key table: four hashes of 32 bytes, unused ones zero.</summary>
    public byte[] RootTable { get; }

    /// <summary>SHA-256 of the table: what a chip's ROTKH must hold.</summary>
    public byte[] RootTableHash => SHA256.HashData(RootTable);

    /// <summary>Makes an identity.</summary>
    /// <param name="name">The certificate's common name.</param>
    /// <param name="now">Start of its validity.</param>
    /// <param name="entropy">Where the key comes from.</param>
    public static Sb2Identity Create(string name, DateTimeOffset now, EntropySource entropy)
    {
        var key = RsaKeys.Generate(entropy);
        byte[] certificate = CertificateIssue.SelfSignRsa(name, key, new IssueContext(now, entropy));
        var table = new byte[TableEntries * HashLength];
        var parameters = key.ExportParameters(includePrivateParameters: false);
        SHA256.HashData([.. parameters.Modulus!, .. parameters.Exponent!], table);
        return new(key, certificate, table);
    }

    /// <summary>Releases the key.</summary>
    public void Dispose() => Key.Dispose();
}
