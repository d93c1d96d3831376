using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Frame;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image.Sign;

/// <summary>Options of the slot that an image is made for.</summary>
internal sealed class RoomOptions
{
    private readonly Option<string?> _size = SignText.Option(["--slot-size", "-S"], "N", "size of the slot; the smaller one where they differ; 0: the size is not checked");
    private readonly Option<string?> _align = SignText.Choice(["--align"], "write size of the flash; 1 where missing", "1", "2", "4", "8", "16", "32");
    private readonly Option<string?> _field = SignText.Choice(["--max-align"], "bytes of each field of the trailer; the larger of 8 and --align where missing", "8", "16", "32");
    private readonly Option<string?> _sectors = SignText.Option(["--max-sectors", "-M"], "N", "the most sectors that the loader was built for; 128 where missing");
    private readonly Option<bool> _overwrite = SignText.Switch(["--overwrite-only"], "the loader overwrites and never swaps");
    private readonly Option<bool> _pad = SignText.Switch(["--pad"], "pad to the size of the slot, with the trailer's magic");
    private readonly Option<bool> _test = SignText.Switch(["--test"], "pad, and mark the image to be tried once");
    private readonly Option<bool> _confirm = SignText.Switch(["--confirm"], "pad, and mark the image as one to be kept");

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_size, _align, _field, _sectors, _overwrite, _pad, _test, _confirm];

    /// <summary>Whether the command line says the size of the slot.</summary>
    /// <param name="parse">The command line.</param>
    public bool SaysSize(ParseResult parse) => parse.GetValue(_size) is not null;

    /// <summary>The slot, or null where its size is 0.</summary>
    /// <param name="parse">The command line.</param>
    public ImageSlot? Read(ParseResult parse)
    {
        uint size = parse.Number(_size) ?? throw FrameFaults.Usage.Exception("option '--slot-size' is required", "give the size of the slot with -S, or a TF-M layout with --layout");
        var padding = parse.GetValue(_confirm) ? SlotPadding.Confirm : parse.GetValue(_test) ? SlotPadding.Test : parse.GetValue(_pad) ? SlotPadding.Pad : SlotPadding.None;
        if (size > 0)
            return Of(parse, size, padding);
        return padding == SlotPadding.None ? null : throw ImageOptionFaults.Contradiction.Exception("an image is to be padded to a slot of size 0", "give the size of the slot with -S");
    }

    /// <summary>The slot of a layout: the write size must be said, and confirming pads nothing of itself.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="size">The slot's size.</param>
    /// <param name="strict">Whether what would have no effect is refused.</param>
    public ImageSlot OfLayout(ParseResult parse, uint size, bool strict)
    {
        if (parse.GetValue(_align) is null)
            throw FrameFaults.Usage.Exception("option '--align' is required with --layout", "give the write size of the flash with --align");
        if (strict && parse.GetValue(_confirm) && !parse.GetValue(_pad))
            throw ImageOptionFaults.Contradiction.Exception("with --layout, --confirm without --pad writes no mark", "give --pad too");
        bool pads = parse.GetValue(_pad);
        return Of(parse, size, !pads ? SlotPadding.None : parse.GetValue(_confirm) ? SlotPadding.Confirm : SlotPadding.Pad);
    }

    private ImageSlot Of(ParseResult parse, uint size, SlotPadding padding) => new(size)
    {
        Align = int.Parse(parse.GetValue(_align) ?? "1", CultureInfo.InvariantCulture),
        MaxAlign = parse.GetValue(_field) is { } field ? int.Parse(field, CultureInfo.InvariantCulture) : null,
        MaxSectors = (int)(parse.Number(_sectors, 65_536) ?? 128),
        OverwriteOnly = parse.GetValue(_overwrite),
        Padding = padding,
    };
}
