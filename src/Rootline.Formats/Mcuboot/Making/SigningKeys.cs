using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>The public keys of a recipe's signatures and the digest algorithm that all of them sign.</summary>
/// <param name="Algorithm">The digest algorithm.</param>
/// <param name="Keys">The keys in the order of the signatures.</param>
internal sealed record SigningKeys(ImageDigest Algorithm, IReadOnlyList<PublicKeyBytes> Keys)
{
    /// <summary>What a boot record names as signer: the first key's hash, empty without a key.</summary>
    public byte[] SignerId => Keys.Count == 0 ? [] : Keys[0].Hash(Algorithm);

    public static Parsed<SigningKeys> Of(ImageRecipe recipe)
    {
        var keys = new List<PublicKeyBytes>();
        foreach (var signing in recipe.Signers)
        {
            if (!PublicKeyBytes.Of(signing.Signer).Try(out var key, out var fault))
                return fault;
            keys.Add(key);
        }

        if (recipe.FixedSignature is { } given)
            keys.Add(given.Key);
        ImageDigest? common = null;
        // Without a key the digest is chosen once, as for no key or for the only kind that signs purely.
        for (int i = 0; i == 0 || i < keys.Count; i++)
        {
            var kind = i < keys.Count ? keys[i].Kind : recipe.Pure ? SignatureKind.Ed25519 : (SignatureKind?)null;
            // A signature from outside may be over SHA-512 with P-256, which the tool itself never makes.
            bool foreign = recipe is { FixedSignature: not null, Pure: false, Digest: ImageDigest.Sha512 } && kind == SignatureKind.EcdsaP256;
            if (!ImageDigests.Choose(foreign ? null : kind, recipe.Pure, recipe.Digest).Try(out var digest, out var refused))
                return refused;
            if (common is not null && common != digest)
                return ImageFaults.Digest.Fault("the keys of the signatures want different digests");
            common = digest;
        }

        return new SigningKeys(common!.Value, keys);
    }
}
