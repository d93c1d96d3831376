using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>The silicon vendor's chain: NXP_PROD, which signs the chips' DIE certificates, and whether NXP_GLOB signed it.</summary>
/// <param name="Intermediate">The key of NXP_PROD.</param>
/// <param name="Standing">What is known of it.</param>
public sealed record VendorChain(P256PublicKey Intermediate, ChainStanding Standing)
{
    /// <summary>Reads the chain.</summary>
    /// <param name="root">NXP_GLOB's key: a certificate or a public key; null when there is none.</param>
    /// <param name="intermediate">NXP_PROD's certificate; without a root also its public key, as file or raw X‖Y.</param>
    /// <returns>The chain, or a fault when a file is of no use; a broken chain is no fault here but a standing.</returns>
    public static Parsed<VendorChain> Read(P256PublicKey? root, ReadOnlySpan<byte> intermediate)
    {
        if (!KeyFile.ReadPublic(intermediate).Try(out var key, out var fault))
            return fault;
        if (root is null)
            return new VendorChain(key, ChainStanding.Given);
        if (!KeyFile.ReadCertificate(intermediate).Try(out var der, out var bad))
        {
            key.Dispose();
            return bad with { Next = "give the certificate of NXP_PROD: a key alone cannot be held against a root" };
        }

        using var verifier = P256Verifier.Open(root);
        bool signed = CertificateParts.TrySplit(der, out var parts) && parts.IsSignedBy(verifier);
        return new VendorChain(key, signed ? ChainStanding.Proved : ChainStanding.Broken);
    }
}

/// <summary>What is known of an intermediate key.</summary>
public enum ChainStanding
{
    /// <summary>It was taken as it was given.</summary>
    Given,

    /// <summary>The root signed it.</summary>
    Proved,

    /// <summary>The root did not sign it.</summary>
    Broken,
}
