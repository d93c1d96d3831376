using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Cli.Rehearsal;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp;
using Rootline.Oem.Nxp;
using Rootline.Oem.Nxp.Rehearsal;

namespace Rootline.Cli.Commands.Card;

/// <summary><c>rootline card rehearse</c>: the whole trip of a configuration with a virtual twin; card and folder are not touched.</summary>
internal sealed class CardRehearseCommand : CliCommand
{
    private readonly Option<string> _config = CommandOptions.Config();
    private readonly Option<string?> _line = new("--line") { Description = "the station's configuration: its product firmware and log key are checked too", HelpName = "FILE" };
    private readonly Option<string?> _firmware = new("--firmware") { Description = "the product firmware (SB2.1 file), where no configuration names it", HelpName = "FILE" };
    private readonly Option<uint> _chipVersion = new("--chip-cfpa-version") { Description = "the CFPA version that the chips have already; 0 for chips as they are sold", HelpName = "N" };
    private readonly Option<string?> _report = new("--report") { Description = "write the page in Markdown too", HelpName = "FILE" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public CardRehearseCommand(CommandContext context)
        : base("rehearse", context, "card rehearse -c card.yaml --line line.yaml", "card rehearse -c card.yaml --firmware product.sb2 --report rehearsal.md --json")
    {
        Add(_config);
        Add(_line);
        Add(_firmware);
        Add(_chipVersion);
        Add(_report);
        Add(_force);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = parse.GetRequiredValue(_config);
        string? page = parse.GetValue(_report) is { } name ? Context.FullPath(name) : null;
        if (page is not null && Context.Disk.Exists(page) && !parse.GetValue(_force))
            throw RehearsalFaults.Exists.Exception($"{page} exists");
        using var plan = CardConfig.ReadUnchecked(Context, path);
        using var files = RehearsalFiles.Read(Context, parse.GetValue(_line) ?? path);
        byte[]? firmware = parse.GetValue(_firmware) is { } file ? RehearsalFiles.ReadFirmware(Context, file) : files.Firmware;
        var report = Rehearse(path, new(plan)
        {
            Firmware = firmware is null ? (ReadOnlyMemory<byte>?)null : firmware,
            LineFamily = parse.GetValue(_line) is null ? null : files.Family,
            LogKey = files.LogKey,
            ChipVersion = parse.GetValue(_chipVersion),
        });
        if (page is not null)
            Context.Disk.Replace(page, RehearsalText.Page(report));
        Print(report);
        if (report.IsOk)
            return ExitCode.Done;
        var fault = RehearsalFaults.Failed.Fault($"{Context.FullPath(path)}: {report.Failure}");
        ErrorPrinter.Print(Context, fault);
        return fault.Code.Exit;
    }

    // A plan with faults of its own could not be loaded: then the twin says nothing new.
    private RehearsalReport Rehearse(string path, RehearsalInput input)
    {
        Context.Progress.Report("cross-check the configuration");
        var checks = CrossChecks.Run(input);
        var plan = input.Plan;
        bool loads = checks.All(c => c.Id != "plan" || c.Outcome == CheckOutcome.Passed);
        byte[]? firmware = input.Firmware?.ToArray();
        IReadOnlyList<TwinStep> trip = loads
            ? new TwinTrip(plan, firmware, Context.Clock.GetUtcNow(), text => Context.Progress.Report(text)).Go()
            : [new("fault", false, "the plan cannot be loaded")];
        string digest = loads ? Convert.ToHexStringLower(CardPlanDigest.Of(plan)) : "";
        return new(Context.FullPath(path), plan.FamilyName, checks, trip, ClosedForEver.Of(plan), NotRehearsed(plan.Family, firmware), digest);
    }

    private static List<string> NotRehearsed(Family family, byte[]? firmware)
    {
        var list = new List<string>
        {
            "the real card and the real chip: both were virtual, in memory, and are gone",
            "the vendor's keys: a virtual vendor stood in for NXP_GLOB and NXP_PROD, whose private keys nobody but the vendor has; that NXP_PROD is signed by NXP_GLOB was checked",
            "the vendor's provisioning firmware: the virtual vendor's own was loaded in its place",
            $"what the virtual {family.Names[0]} does not do: boot, debug authentication, image key revocation",
        };
        if (firmware is null)
            list.Add("the product firmware: none is named (--firmware or --line)");
        return list;
    }

    private void Print(RehearsalReport report)
    {
        Context.Progress.Clear();
        if (Context.Json)
        {
            Context.PrintJson(json => RehearsalText.Write(json, report));
            return;
        }

        foreach (string line in RehearsalText.Lines(report))
            Context.Output.WriteLine(line);
        if (report.Digest is { } digest)
            Context.Output.WriteLine($"after loading the card, seal it with: rootline card seal -c {report.Config} --rehearsed {digest}");
    }
}
