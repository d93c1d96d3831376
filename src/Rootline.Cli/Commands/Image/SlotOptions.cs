using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Fit;

namespace Rootline.Cli.Commands.Image;

/// <summary>The options that describe slots: the same words for <c>image fit</c> and <c>image verify</c>.</summary>
internal sealed class SlotOptions
{
    private const long Largest = 1L << 32;
    private const int MostSectors = 65_536;
    private const int DefaultSectors = 128;
    private readonly Option<string?> _mode = Text("--mode", "NAME", $"how the loader brings an update into place: {string.Join(", ", UpgradeModes.Names)}");
    private readonly Option<string?> _size = Text("--slot-size", "N", "size of the primary slot in bytes");
    private readonly Option<string?> _secondarySize = Text("--secondary-size", "N", "size of the secondary slot, where it differs");
    private readonly Option<string?> _sector = Text("--sector-size", "N", "size of every sector; 4096 where missing");
    private readonly Option<string?> _sectors = Text("--sectors", "LIST", "the primary slot's sectors instead, for example 4x0x4000,0x10000");
    private readonly Option<string?> _secondarySectors = Text("--secondary-sectors", "LIST", "the secondary slot's sectors, where they differ");
    private readonly Option<string?> _scratch = Text("--scratch-size", "N", "size of the scratch area, mode scratch only");
    private readonly Option<string?> _align = Text("--align", "N", "write size of the flash: 1, 2, 4, 8, 16 or 32; 1 where missing");
    private readonly Option<string?> _maxAlign = Text("--max-align", "N", "bytes of each field of the trailer: 8, 16 or 32; the larger of 8 and --align where missing");
    private readonly Option<string?> _maxSectors = new("--max-sectors", "-M") { Description = "the most sectors that the loader was built for; 128 where missing", HelpName = "N" };
    private readonly Option<string?> _key = Text("--kept-key", "N", "bytes that the trailer keeps for each content key: 16 or 32, or the length of the encryption TLV; images are not encrypted where missing");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_mode, _size, _secondarySize, _sector, _sectors, _secondarySectors, _scratch, _align, _maxAlign, _maxSectors, _key];

    /// <summary>The slots that a command line describes; null where it says nothing of them.</summary>
    /// <param name="parse">The command line.</param>
    public SlotLayout? Layout(ParseResult parse)
    {
        if (All.FirstOrDefault(o => parse.GetResult(o) is not null) is not { } given)
            return null;
        string mode = parse.GetValue(_mode) ?? throw FrameFaults.Usage.Exception($"{given.Name} is given without --mode", $"give --mode: {string.Join(", ", UpgradeModes.Names)}");
        int align = (int)Number(parse, _align, 1, 1, 32);
        var primary = Slot(parse, _size, _sectors) ?? throw FrameFaults.Usage.Exception("the size of the slot is not given", "give --slot-size or --sectors");
        return new SlotLayout
        {
            Mode = UpgradeModes.Find(mode) ?? throw FrameFaults.Usage.Exception($"no mode is called {mode}", $"give one of {string.Join(", ", UpgradeModes.Names)}"),
            Primary = primary,
            Secondary = Slot(parse, _secondarySize, _secondarySectors) ?? primary,
            ScratchSize = Number(parse, _scratch, 0, 0, Largest),
            WriteSize = align,
            MaxAlign = (int)Number(parse, _maxAlign, Math.Max(8, align), 1, 32),
            MaxSectors = (int)Number(parse, _maxSectors, DefaultSectors, 1, MostSectors),
            KeyLength = parse.GetValue(_key) is null ? null : (int)Number(parse, _key, 16, 1, 1024),
        };
    }

    private static Option<string?> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    private SlotShape? Slot(ParseResult parse, Option<string?> size, Option<string?> sectors)
    {
        if (parse.GetValue(sectors) is { } list)
        {
            return parse.GetValue(size) is null
                ? List(sectors.Name, list)
                : throw FrameFaults.Usage.Exception($"{size.Name} and {sectors.Name} both say how large the slot is", "give one of them");
        }

        if (parse.GetValue(size) is null)
            return null;
        long bytes = Number(parse, size, 0, 1, Largest);
        long sector = Number(parse, _sector, 4096, 1, Largest);
        return bytes % sector == 0 && bytes / sector <= MostSectors
            ? SlotShape.Uniform(bytes, sector)
            : throw FrameFaults.Usage.Exception($"{size.Name} {bytes} is no whole number of sectors of {sector} bytes, or more than {MostSectors}", "give the size of a sector with --sector-size, or the sectors with --sectors");
    }

    private static SlotShape List(string name, string list)
    {
        List<long> sectors = [];
        foreach (string part in list.Split(','))
        {
            // "4x0x4000" is 4 sectors of 0x4000; "0x4000" is one.
            int x = part.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? -1 : part.IndexOf('x', StringComparison.Ordinal);
            int count = x < 0 ? 1 : (int)Number(name, part[..x], 1, MostSectors);
            sectors.AddRange(Enumerable.Repeat(Number(name, part[(x + 1)..], 1, Largest), count));
            if (sectors.Count > MostSectors)
                throw FrameFaults.Usage.Exception($"{name} lists more than {MostSectors} sectors", "give fewer");
        }

        return new(sectors);
    }

    private static long Number(ParseResult parse, Option<string?> option, long missing, long least, long most) =>
        parse.GetValue(option) is { } text ? Number(option.Name, text, least, most) : missing;

    private static long Number(string name, string text, long least, long most) => NumberText.Parse(text) is { } number && number >= least && number <= most
        ? (long)number
        : throw FrameFaults.Usage.Exception($"{name}: {text} is no number from {least} to {most}", "give it decimal or with 0x, 0o or 0b");
}
