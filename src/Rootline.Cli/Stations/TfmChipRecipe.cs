using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Cli.Stations;

/// <summary>What a virtual TF-M chip is made of.</summary>
/// <param name="Build">What its firmware is built to be.</param>
/// <param name="Signers">They sign the images in their order; the last one signs those that are left. They stay the caller's.</param>
internal sealed record TfmChipRecipe(TfmBuild Build, IReadOnlyList<ISigner> Signers)
{
    /// <summary>The content of the images behind the secure and the non-secure one.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Further { get; init; } = [];

    /// <summary>The key that the images are encrypted for, 32 bytes; null for images in plain text. It stays the caller's.</summary>
    public Secret? DecryptionKey { get; init; }

    /// <summary>Who signs an image.</summary>
    /// <param name="image">The image's index.</param>
    public ISigner SignerOf(int image) => Signers[Math.Min(image, Signers.Count - 1)];
}
