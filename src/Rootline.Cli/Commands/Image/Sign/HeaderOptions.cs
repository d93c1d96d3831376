using System.CommandLine;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Making;

namespace Rootline.Cli.Commands.Image.Sign;

/// <summary>Options of the header.</summary>
internal sealed class HeaderOptions
{
    private readonly Option<string> _version = new("--version", "-v") { Description = "version: major.minor.revision+build, later parts may be missing", HelpName = "VERSION", Required = true };
    private readonly Option<string> _size = new("--header-size", "-H") { Description = "size of the header with its padding, at least 32", HelpName = "N", Required = true };
    private readonly Option<bool> _pad = SignText.Switch(["--pad-header"], "add room for the header in front of the input; else the input begins with it, as zeros");
    private readonly Option<string?> _load = SignText.Option(["--load-addr", "-L"], "ADDRESS", "RAM address that the image is copied to; with --layout: the length of the content key, 128 or 256");
    private readonly Option<string?> _rom = SignText.Option(["--rom-fixed", "-F"], "ADDRESS", "flash address that the image is linked for");
    private readonly Option<bool> _data = SignText.Switch(["--non-bootable"], "mark the image as one that is not started");
    private readonly Option<string?> _order = SignText.Choice(["--endian", "-e"], "byte order of the image; little where missing", "little", "big");
    private readonly Option<string?> _erased = SignText.Choice(["--erased-val", "-R"], "what erased flash reads as; 0xff where missing", "0", "0xff");

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_version, _size, _pad, _load, _rom, _data, _order, _erased];

    /// <summary>The addresses that the command line says, and whether <c>-L</c> was written (which means another thing with a layout).</summary>
    /// <param name="parse">The command line.</param>
    public (string? Load, string? Rom, bool IsShort) Addresses(ParseResult parse) =>
        (parse.GetValue(_load), parse.GetValue(_rom), parse.GetResult(_load)?.IdentifierToken?.Value == "-L");

    /// <summary>A recipe with the header's part.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="layout">Whether addresses come from a layout file.</param>
    public ImageRecipe Read(ParseResult parse, bool layout) => new()
    {
        Version = ImageVersion.Parse(parse.GetRequiredValue(_version)).OrThrow("--version"),
        HeaderSize = (int)Oem.Images.OptionNumber.Parse(parse.GetRequiredValue(_size), int.MaxValue).OrThrow("--header-size"),
        PadHeader = parse.GetValue(_pad),
        LoadAddress = layout ? 0 : parse.Number(_load) ?? 0,
        RomAddress = layout ? 0 : parse.Number(_rom) ?? 0,
        NonBootable = parse.GetValue(_data),
        Order = parse.GetValue(_order) == "big" ? ImageByteOrder.Big : ImageByteOrder.Little,
        ErasedValue = parse.GetValue(_erased) == "0" ? (byte)0 : (byte)0xFF,
    };
}
