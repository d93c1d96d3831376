using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rootline.Chips;
using Rootline.Chips.Boot;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Foundry.Nxp;

namespace Rootline.Cli.Commands.Chip;

/// <summary><c>rootline chip make</c>: virtual chips, as they leave their vendor.</summary>
internal sealed class ChipMakeCommand : CliCommand
{
    private const int MostChips = 1_000_000;

    private readonly Option<string> _file = new("--file") { Description = "the chip file; with --count a number is put before its ending", Required = true, HelpName = "FILE" };
    private readonly Option<string?> _vendor = new("--vendor") { Description = "the virtual vendor's folder", HelpName = "FOLDER" };
    private readonly Option<string?> _profile = new("--profile") { Description = $"a board that has no vendor: {string.Join(", ", BootProfiles.Boards.Select(b => b.Name))}; chip make-tfm makes a {BootProfiles.Tfm.Name} or {BootProfiles.TfmCc312.Name} with its firmware", HelpName = "NAME" };
    private readonly Option<string?> _family = CommandOptions.Family("the name that the chips carry; one of the vendor's family");
    private readonly Option<int?> _count = new("--count") { Description = "how many chips", HelpName = "N" };
    private readonly Option<ulong?> _seed = CommandOptions.Seed();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipMakeCommand(CommandContext context)
        : base("make", context, "chip make --file chip.bin --vendor vendor", "chip make --file chips/chip.bin --vendor vendor --family lpc55s66 --count 10", "chip make --file board.bin --profile mps2-an521")
    {
        Add(_file);
        Add(_vendor);
        Add(_profile);
        Add(_family);
        Add(_count);
        Add(_seed);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        if (parse.GetValue(_count) is < 1 or > MostChips)
            throw FrameFaults.Usage.Exception($"--count is not within 1 to {MostChips}");
        string file = Context.FullPath(parse.GetRequiredValue(_file));
        if (parse.GetValue(_profile) is { } profile)
        {
            MakeBoards(parse, profile.ToLowerInvariant(), file);
            return ExitCode.Done;
        }

        if (parse.GetValue(_vendor) is not { } folder)
            throw FrameFaults.Usage.Exception("--vendor says whose chips they are, or --profile which board");
        var desk = new VendorDesk(Context, Context.FullPath(folder), parse.GetValue(_seed));
        using var vendor = desk.Open();
        string? family = parse.GetValue(_family)?.ToLowerInvariant();
        if (family is not null)
            desk.DemandFamily(vendor, family);
        Context.Disk.CreateFolder(Path.GetDirectoryName(file)!);
        var files = NamesOf(file, parse.GetValue(_count));
        var made = new List<Made>();
        for (int i = 0; i < files.Count; i++)
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            Context.Progress.Report("make chips", i, files.Count);
            made.Add(Make(vendor, family, files[i], desk.Entropy.Fork(string.Create(CultureInfo.InvariantCulture, $"birth of chip {i + 1}"))));
        }

        if (made.Exists(m => m.IsSeeded))
            Context.Warn("the chips' keys come from a seed: they protect nothing");
        Print(made);
        return ExitCode.Done;
    }

    /// <summary>The files of a number of chips.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="count">How many chips; null for one under this very name.</param>
    internal static IReadOnlyList<string> NamesOf(string file, int? count)
    {
        if (count is not { } many)
            return [file];
        int width = many.ToString(CultureInfo.InvariantCulture).Length;
        string ending = Path.GetExtension(file);
        string trunk = file[..^ending.Length];
        return [.. Enumerable.Range(1, many).Select(i => $"{trunk}-{i.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0')}{ending}")];
    }

    private void MakeBoards(ParseResult parse, string name, string file)
    {
        if (parse.GetValue(_vendor) is not null || parse.GetValue(_family) is not null || parse.GetValue(_seed) is not null)
            throw FrameFaults.Usage.Exception("--profile names a board without a vendor: --vendor, --family and --seed do not go with it");
        var profile = BootProfiles.Board(name);
        Context.Disk.CreateFolder(Path.GetDirectoryName(file)!);
        var files = NamesOf(file, parse.GetValue(_count));
        foreach (string board in files)
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            BoardFile.Make(Context.Disk, board, profile);
        }

        if (Context.Json)
        {
            Context.PrintJson(json => Write(json, name, files));
            return;
        }

        foreach (string board in files)
            Context.Output.WriteLine($"made board {name}: {board}");
    }

    private static void Write(Utf8JsonWriter json, string profile, IReadOnlyList<string> files)
    {
        json.WriteStartArray();
        foreach (string file in files)
        {
            json.WriteStartObject();
            json.WriteString("profile", profile);
            json.WriteString("file", file);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private Made Make(VirtualVendor vendor, string? family, string file, EntropySource entropy)
    {
        using var birth = vendor.MakeChip(entropy, family);
        ChipFile.Make(Context.Disk, file, birth);
        return new(file, birth.Die.Identity.Name, birth.Family, birth.IsSeeded);
    }

    private void Print(List<Made> made)
    {
        if (!Context.Json)
        {
            foreach (var chip in made)
                Context.Output.WriteLine($"made chip {chip.Uuid} ({chip.Family}): {chip.File}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartArray();
            foreach (var chip in made)
            {
                json.WriteStartObject();
                json.WriteString("chip", chip.Uuid);
                json.WriteString("family", chip.Family);
                json.WriteString("file", chip.File);
                json.WriteBoolean("seeded", chip.IsSeeded);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private sealed record Made(string File, string Uuid, string Family, bool IsSeeded);
}
