using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;

namespace Rootline.Oem.Tfm;

/// <summary>Makes bundles: draws what was not given, refuses what no device may have, and seals for one key.</summary>
/// <param name="entropy">Where secrets come from.</param>
public sealed class BundleDesk(EntropySource entropy)
{
    private const int IdLength = 16;

    /// <summary>Makes the bundle of one device.</summary>
    /// <param name="order">What all devices share.</param>
    /// <param name="imported">What is given for this one.</param>
    /// <param name="recipient">Whose key it is sealed for.</param>
    /// <exception cref="FaultException">The first rule that it would break (<see cref="BundleRules"/>), or <see cref="BundleFaults.Key"/>.</exception>
    public BundleFile Make(BundleOrder order, ImportedSecrets imported, P256PublicKey recipient)
    {
        using var secrets = Draw(order, imported);
        var header = Header(order, secrets);
        if (BundleRules.Judge(header, secrets) is [var fault, ..])
            throw fault.ToException();
        return BundleSeal.Seal(header, secrets, recipient, entropy);
    }

    /// <summary>Seals a bundle for another key.</summary>
    /// <param name="file">The bundle.</param>
    /// <param name="from">The key that it is sealed for now.</param>
    /// <param name="to">The key that it is to be sealed for.</param>
    public BundleFile Reseal(BundleFile file, P256PrivateKey from, P256PublicKey to)
    {
        using var secrets = BundleSeal.Open(file, from).OrThrow();
        return BundleSeal.Seal(file.Header, secrets, to, entropy);
    }

    private BundleSecrets Draw(BundleOrder order, ImportedSecrets imported) => new()
    {
        Huk = Draw(imported.Huk, AssemblyAndTestData.HukLength, "hardware unique key"),
        Iak = Attestation(order, imported.Iak),
        BootSeed = Draw(imported.BootSeed, PsaRotData.KeyLength, "boot seed"),
        EntropySeed = Draw(imported.EntropySeed, PsaRotData.EntropyLength, "entropy seed"),
        ImageDecryptionKey = imported.ImageDecryptionKey is { } key ? Draw(key, BundleSecrets.DecryptionKeyLength, "image decryption key") : null,
    };

    private Secret Draw(Secret? given, int length, string name)
    {
        if (given is not null)
            return given.Length == length ? given.Copy() : throw ProvisioningFaults.Field.Exception($"the {name} has {given.Length} bytes instead of {length}", "give a file of the right length, in hexadecimal digits");
        var drawn = new Secret(length);
        entropy.Fill(drawn.Span);
        return drawn;
    }

    private Secret Attestation(BundleOrder order, Secret? given)
    {
        if (order.IakType != IakType.SecpR1)
            return given is null or { Length: PsaRotData.KeyLength } ? Draw(given, PsaRotData.KeyLength, "attestation key") : throw BundleFaults.Key.Exception($"a key of {given.Length} bytes");
        using var key = given is null ? P256PrivateKey.Generate(entropy) : P256PrivateKey.FromScalar(given.Span) ?? throw BundleFaults.Key.Exception("the scalar is not in the range of the curve");
        return Secret.CopyOf(key.Scalar);
    }

    private BundleHeader Header(BundleOrder order, BundleSecrets secrets)
    {
        using var iak = order.IakType == IakType.SecpR1 ? P256PrivateKey.FromScalar(secrets.Iak.Span) : null;
        return new()
        {
            Id = Convert.ToHexStringLower(entropy.Bytes(IdLength)),
            IsSeeded = entropy.IsSeeded,
            IakType = order.IakType,
            IakPublicKey = iak is null ? null : Convert.ToHexStringLower(iak.PublicKey.ToSpki()),
            IakId = order.IakId,
            ImplementationId = Convert.ToHexStringLower(order.ImplementationId),
            CertificationReference = order.CertificationReference,
            VerificationServiceUrl = order.VerificationServiceUrl,
            ProfileDefinition = order.ProfileDefinition,
            Rotpks = [.. order.Rotpks.Select(Convert.ToHexStringLower)],
            RotpkPolicies = order.RotpkPolicies,
            SecureDebugKey = order.SecureDebugKey is { } debug ? Convert.ToHexStringLower(debug) : null,
            Fingerprints = secrets.Fingerprints(),
        };
    }
}
