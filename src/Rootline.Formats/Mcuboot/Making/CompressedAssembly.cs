using Rootline.Core.Entropy;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>
/// Writes a compressed image: the image before compression is hashed and signed too, and the compressed one tells of it. When
/// compression gains nothing, the image is written as it is.
/// </summary>
internal static class CompressedAssembly
{
    public static SignedImage Write(ImageRecipe recipe, SigningKeys keys, PayloadFeed plain, Stream output, EntropySource entropy)
    {
        var original = Original(recipe, keys, plain);
        var compressed = PayloadFeed.Compressed(plain, recipe.Compression);
        // The two bytes in front of the stream are not counted, as the signing tool does not.
        if (compressed.Length - 2 + original.Sum(t => t.Value.Length) >= plain.Length)
            return new ImageAssembly(recipe, keys, entropy).Write(plain, output) with { UncompressedSize = plain.Length, TriedSize = compressed.Length - 2 };
        if (recipe.Encryption is not null)
            original.Add(TlvValues.Number(TlvType.CompressedSize, checked((uint)compressed.Length), recipe.Order));
        var image = new ImageAssembly(recipe, keys, entropy) { Decompression = original }.Write(compressed, output);
        return image with { UncompressedSize = plain.Length, CompressedSize = compressed.Length - 2, TriedSize = compressed.Length - 2 };
    }

    // What a loader compares after decompression: size, digest and signature of the image with the header that it had before.
    private static List<TlvEntry> Original(ImageRecipe recipe, SigningKeys keys, PayloadFeed plain)
    {
        using var body = new ImageBody(keys.Algorithm, recipe.Pure, Stream.Null, cipher: null);
        ImageLayout.BeforeCompression(recipe, keys, plain).WriteTo(body, plain);
        var signatures = Signing.Of(recipe, keys, body);
        var entries = new List<TlvEntry>
        {
            TlvValues.Number(TlvType.DecompressedSize, checked((uint)plain.Length), recipe.Order),
            new(TlvType.DecompressedDigest, body.Digest()),
        };
        entries.AddRange(signatures.Select(s => new TlvEntry(TlvType.DecompressedSignature, s)));
        return entries;
    }
}
