using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;

namespace Rootline.Oem.Nxp;

/// <summary>Lets the platform's certificate builder sign with our key, so that a seeded run gives the same bytes.</summary>
internal sealed class P256Signature(P256PrivateKey key, EntropySource entropy) : X509SignatureGenerator
{
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(EcdsaWithSha256);
        return writer.Encode();
    }

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignDer(data, entropy);

    protected override PublicKey BuildPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(key.PublicKey.ToSpki(), out _);
}
