using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image.Sign;

/// <summary>Options of what an image says beside header and signature.</summary>
internal sealed class TlvOptions
{
    private readonly Option<string?> _counter = SignText.Option(["--security-counter", "-s"], "N|auto", "security counter; auto makes it from the version");
    private readonly Option<string?> _dependencies = SignText.Option(["--dependencies", "-d"], "LIST", "images that must be there: (IMAGE,VERSION),...");
    private readonly Option<string?> _record = SignText.Option(["--boot-record"], "TYPE", "add a boot record for software of this type, at most 12 characters");
    private readonly Option<string?> _vendor = SignText.Option(["--vid"], "ID", "vendor id: a UUID, or a name such as a domain");
    private readonly Option<string?> _class = SignText.Option(["--cid"], "ID", "class id: a UUID, or a name within the vendor's");
    private readonly Option<string[]> _custom = new("--custom-tlv") { Description = "a protected TLV: two values, TYPE (0x00a0 to 0xfffe) and VALUE (0x and hexadecimal digits, or text); may be repeated", HelpName = "TYPE VALUE" };
    private readonly Option<string[]> _files = new("--custom-tlv-file") { Description = "a protected TLV with the content of a file: TYPE and FILE; may be repeated", HelpName = "TYPE FILE" };
    private readonly Option<string[]> _extra = new("--extra-tlv") { Description = "a TLV that no signature covers: TYPE and VALUE; may be repeated", HelpName = "TYPE VALUE" };

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_counter, _dependencies, _record, _vendor, _class, _custom, _files, _extra];

    /// <summary>Puts what the command line says into a recipe.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="recipe">The recipe so far.</param>
    public ImageRecipe Read(CommandContext context, ParseResult parse, ImageRecipe recipe)
    {
        var vendor = parse.GetValue(_vendor) is { } vid ? ImageUuid.Vendor(vid).OrThrow("--vid") : null;
        return recipe with
        {
            SecurityCounter = parse.GetValue(_counter) is { } counter ? SecurityCounter.Parse(Lower(counter), recipe.Version).OrThrow("--security-counter") : null,
            Dependencies = parse.GetValue(_dependencies) is { } list ? ImageDependency.ParseList(list).OrThrow("--dependencies") : [],
            BootRecordType = parse.GetValue(_record) ?? recipe.BootRecordType,
            VendorId = vendor,
            ClassId = parse.GetValue(_class) is { } cid ? ImageUuid.Class(cid, vendor).OrThrow("--cid") : null,
            CustomTlvs = [.. Values(parse, _custom), .. Files(context, parse)],
            ExtraTlvs = [.. Values(parse, _extra)],
        };
    }

    private static string Lower(string counter) => counter.Equals(SecurityCounter.Auto, StringComparison.OrdinalIgnoreCase) ? SecurityCounter.Auto : counter;

    private static IEnumerable<TlvEntry> Values(ParseResult parse, Option<string[]> option) => (parse.GetValue(option) ?? []).Select(text =>
    {
        var (type, value) = PairedOptions.Split(text, option.Name);
        return OperatorTlv.Of(type, value).OrThrow(option.Name);
    });

    private IEnumerable<TlvEntry> Files(CommandContext context, ParseResult parse) => (parse.GetValue(_files) ?? []).Select(text =>
    {
        var (type, file) = PairedOptions.Split(text, _files.Name);
        return OperatorTlv.Of(type, context.Disk.ReadAll(context.FullPath(file), ushort.MaxValue)).OrThrow(_files.Name);
    });
}
