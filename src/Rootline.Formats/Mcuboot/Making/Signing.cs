using Rootline.Core.Crypto;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>Makes the signatures of a hashed region; each is verified before it is used.</summary>
internal static class Signing
{
    private const int PaddedP256 = 72;
    private const int PaddedP384 = 103;

    /// <summary>The signatures in the order of the recipe, as their TLVs hold them.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="body">The region.</param>
    public static IReadOnlyList<byte[]> Of(ImageRecipe recipe, SigningKeys keys, ImageBody body)
    {
        byte[] digest = body.Digest();
        var signatures = new List<byte[]>();
        for (int i = 0; i < keys.Keys.Count; i++)
        {
            byte[] signature = recipe.FixedSignature is { } given ? given.Signature.ToArray() : Made(recipe, recipe.Signers[i].Signer, keys.Algorithm, digest, body);
            bool good = recipe.Pure
                ? ImageSignature.VerifyPure(keys.Keys[i], body.Message, signature)
                : ImageSignature.Verify(keys.Keys[i], keys.Algorithm, digest, signature, recipe.PadSignature ? SignatureForm.PaddedWithZeros : SignatureForm.Strict);
            if (!good)
                throw ImageFaults.Signature.Exception(recipe.FixedSignature is null ? "the signer gave a signature that does not verify" : "the given signature does not verify over this image");
            signatures.Add(signature);
        }

        return signatures;
    }

    private static byte[] Made(ImageRecipe recipe, ISigner signer, ImageDigest algorithm, byte[] digest, ImageBody body)
    {
        byte[] signature = recipe.Pure ? signer.SignMessage(body.Message) : signer.SignDigest(algorithm.Algorithm(), digest);
        int least = !recipe.PadSignature ? 0 : signer.Kind switch
        {
            SignatureKind.EcdsaP256 => PaddedP256,
            SignatureKind.EcdsaP384 => PaddedP384,
            _ => 0,
        };
        if (signature.Length < least)
            Array.Resize(ref signature, least);
        return signature;
    }
}
