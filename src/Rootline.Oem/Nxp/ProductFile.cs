using Rootline.Core.Bytes;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Oem.Nxp;

/// <summary>Builds the product's SB2 file: for each part, erase what it needs and load it.</summary>
public static class ProductFile
{
    private const int EraseUnit = 0x8000;

    /// <summary>Builds the file.</summary>
    /// <param name="image">The firmware image.</param>
    /// <param name="keys">Whose product.</param>
    /// <param name="clock">When.</param>
    /// <param name="entropy">Where the file's keys come from.</param>
    public static byte[] Build(ReadOnlyMemory<byte> image, OemKeySet keys, TimeProvider clock, EntropySource entropy) =>
        Build([new ProductPart(0, image)], keys, clock, entropy);

    /// <summary>Builds the file of a product of several parts, such as boot code and an image.</summary>
    /// <param name="parts">The parts; each is erased and loaded in its turn.</param>
    /// <param name="keys">Whose product.</param>
    /// <param name="clock">When.</param>
    /// <param name="entropy">Where the file's keys come from.</param>
    public static byte[] Build(IReadOnlyList<ProductPart> parts, OemKeySet keys, TimeProvider clock, EntropySource entropy)
    {
        var section = new Sb2Section(1, [.. parts.SelectMany(p => (Sb2Command[])
            [new EraseCommand(p.Address, (uint)Alignment.Up(p.Content.Length, EraseUnit)), new LoadCommand(p.Address, p.Content)])]);
        var request = new Sb2Request([section], [keys.ProductSigner.Certificate], keys.ProductSigner.RootKeys, clock.GetUtcNow());
        return Sb2Writer.Write(request, keys.SbKek.Span, entropy.Fork("product"), keys.ProductSigner.Sign).OrThrow();
    }
}

/// <summary>A part of a product.</summary>
/// <param name="Address">Where it is loaded: a multiple of 0x8000.</param>
/// <param name="Content">What is loaded.</param>
public sealed record ProductPart(uint Address, ReadOnlyMemory<byte> Content);
