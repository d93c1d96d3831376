using Rootline.Cli.Frame;

namespace Rootline.Cli.Commands.Image;

/// <summary>An image as a file: binary, or Intel HEX by its ending.</summary>
internal static class ImageFile
{
    private const string Hex = ".hex";

    /// <summary>Opens an image to be read in any order; HEX from its lowest address, gaps as erased flash.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="name">The file as the operator named it.</param>
    public static Stream Open(CommandContext context, string name)
    {
        var file = context.Disk.OpenRead(context.FullPath(name));
        if (!Path.GetExtension(name).Equals(Hex, StringComparison.OrdinalIgnoreCase))
            return file;
        try
        {
            return new HexImageStream(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
