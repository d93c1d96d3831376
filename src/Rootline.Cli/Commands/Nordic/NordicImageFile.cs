using Rootline.Cli.Frame;
using Rootline.Formats.Files;
using Rootline.Formats.Nordic;
using Rootline.Line.Nordic;

namespace Rootline.Cli.Commands.Nordic;

/// <summary>Reads images: Intel HEX by its name's end, otherwise the bytes themselves, at the start of the core's flash or at <c>@ADDRESS</c>.</summary>
internal static class NordicImageFile
{
    private const long Largest = 4L << 20;

    /// <summary>Reads an image.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="text"><c>FILE</c> or <c>FILE@ADDRESS</c>.</param>
    /// <param name="memory">The core's flash.</param>
    public static FlashImage Read(CommandContext context, string text, NordicMemory memory)
    {
        int at = text.LastIndexOf("@0x", StringComparison.OrdinalIgnoreCase);
        string path = context.FullPath(at < 0 ? text : text[..at]);
        string name = Path.GetFileName(path);
        if (name.EndsWith(".hex", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".ihex", StringComparison.OrdinalIgnoreCase))
            return at < 0 ? Hex(context, path, name) : throw FrameFaults.Usage.Exception($"{text}: an Intel HEX file has its own addresses");
        uint address = at < 0 ? memory.Start : NordicOptions.Number(text[(at + 1)..]);
        return new(name, address, context.Disk.ReadAll(path, (int)Largest));
    }

    private static FlashImage Hex(CommandContext context, string path, string name)
    {
        using var file = context.Disk.OpenRead(path);
        var hex = IntelHexFile.Open(file);
        if (hex.Length > Largest)
            throw NordicLineFaults.Image.Exception($"{name}: from 0x{hex.BaseAddress:x8} on there are {hex.Length} bytes, the most is {Largest}");
        var content = new byte[hex.Length];
        using var bytes = hex.OpenBytes();
        bytes.ReadExactly(content);
        return new(name, hex.BaseAddress, content);
    }
}
