using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Cli.Commands.Image;

/// <summary>An image with its verdict.</summary>
/// <param name="Name">The file as the operator named it.</param>
/// <param name="Traits">What it says of its loader.</param>
/// <param name="Loader">The loader that it was judged for.</param>
/// <param name="Verdict">The verdict.</param>
internal sealed record JudgedImage(string Name, ImageTraits Traits, LoaderConfiguration Loader, ImageVerdict Verdict)
{
    /// <summary>The digest in hexadecimal; null where there is none.</summary>
    public string? Digest => Verdict.Digest is { } digest ? Convert.ToHexStringLower(digest) : null;
}
