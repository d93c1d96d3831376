using Rootline.Core.Bytes;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Oem.Nxp;

/// <summary>Builds the product's SB2 file: erase what the image needs, load it at the start of the flash.</summary>
public static class ProductFile
{
    private const int EraseUnit = 0x8000;

    /// <summary>Builds the file.</summary>
    /// <param name="image">The firmware image.</param>
    /// <param name="keys">Whose product.</param>
    /// <param name="clock">When.</param>
    /// <param name="entropy">Where the file's keys come from.</param>
    public static byte[] Build(ReadOnlyMemory<byte> image, OemKeySet keys, TimeProvider clock, EntropySource entropy)
    {
        uint erased = (uint)Alignment.Up(image.Length, EraseUnit);
        var section = new Sb2Section(1, [new EraseCommand(0, erased), new LoadCommand(0, image)]);
        var request = new Sb2Request([section], [keys.ProductSigner.Certificate], keys.ProductSigner.RootKeys, clock.GetUtcNow());
        return Sb2Writer.Write(request, keys.SbKek.Span, entropy.Fork("product"), keys.ProductSigner.Sign).OrThrow();
    }
}
