using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Formats.Tfm;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image.Sign;

/// <summary>Options of TF-M: slot and addresses come from the layout file of its build. Source: mcuboot-image section 14.</summary>
internal sealed class LayoutOptions
{
    private readonly Option<string?> _layout = SignText.Option(["--layout", "-l"], "FILE", "the signing layout file of a TF-M build: gives slot size, load address and ROM address");
    private readonly Option<bool> _record = SignText.Switch(["--measured-boot-record"], "add a boot record; its type comes from the name of the layout file");

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_layout, _record];

    /// <summary>Whether a layout is named.</summary>
    /// <param name="parse">The command line.</param>
    public bool IsNamed(ParseResult parse) => parse.GetValue(_layout) is not null;

    /// <summary>Puts the layout into a recipe, all but the slot.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="parse">The command line, with a layout.</param>
    /// <param name="recipe">The recipe so far.</param>
    /// <returns>The recipe, and the size of the slot.</returns>
    public (ImageRecipe Recipe, uint SlotSize) Read(CommandContext context, ParseResult parse, ImageRecipe recipe)
    {
        string name = parse.GetValue(_layout)!;
        string path = context.FullPath(name);
        var layout = SigningLayout.Parse(context.Disk.ReadAll(path, SigningLayout.MaxLength)).OrThrow(path);
        uint size = layout.SlotSize ?? throw SigningLayoutFaults.Missing.Exception($"{path} does not say the size of the slot (RE_SIGN_BIN_SIZE)");
        recipe = recipe with { LoadAddress = layout.LoadAddress ?? 0, RomAddress = layout.RomFixed ?? 0 };
        return (parse.GetValue(_record) ? recipe with { BootRecordType = TypeOf(name) } : recipe, size);
    }

    /// <summary>Refuses what has a meaning with a layout only.</summary>
    /// <param name="parse">The command line, without a layout.</param>
    public void DemandNone(ParseResult parse)
    {
        if (parse.GetValue(_record))
            throw ImageOptionFaults.Contradiction.Exception("--measured-boot-record takes its type from a layout file, and there is none", "give --layout, or --boot-record with the type");
    }

    private static string TypeOf(string name) => name switch
    {
        _ when name.Contains("_s.o", StringComparison.Ordinal) => "SPE",
        _ when name.Contains("_ns.o", StringComparison.Ordinal) => "NSPE",
        _ => "NSPE_SPE",
    };
}
