using Rootline.Cli.Frame;

namespace Rootline.Cli.Commands.Image;

/// <summary>An image as a file: binary.</summary>
internal static class ImageFile
{
    /// <summary>Opens an image to be read in any order.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="name">The file as the operator named it.</param>
    public static Stream Open(CommandContext context, string name)
    {
        string path = context.FullPath(name);
        if (IsHex(name))
            throw JudgeFaults.Hex.Exception($"{name} is Intel HEX");
        return context.Disk.OpenRead(path);
    }

    /// <summary>Whether a name is that of an Intel HEX file.</summary>
    /// <param name="name">The name.</param>
    public static bool IsHex(string name) => Path.GetExtension(name).Equals(".hex", StringComparison.OrdinalIgnoreCase);
}
