using System.CommandLine;
using Rootline.Chips;
using Rootline.Cli.Demo;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Cli.Commands.Demo;

/// <summary><c>rootline demo</c>: the whole trip with virtual hardware, in one folder, in seconds.</summary>
internal sealed class DemoCommand : CliCommand
{
    private const int MostDevices = 100_000;
    private const int MostUnits = 5_000_000;

    private readonly Option<int> _devices = new("--devices") { Description = "devices to provision", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _quota = new("--quota") { Description = "units on the card", DefaultValueFactory = _ => 10 };
    private readonly Option<string> _family = new("--family") { Description = "the chips' family or part", DefaultValueFactory = _ => Families.Lpc55S6x.Names[0], HelpName = "NAME" };
    private readonly Option<string?> _rule = CommandOptions.ResponseKeyRule("attestation unless it is given");
    private readonly Option<string?> _folder = new("--folder") { Description = "where everything goes (default: rootline-demo, or the next free number)" };
    private readonly Option<ulong?> _seed = new("--seed") { Description = "make the run reproducible: the same seed gives the same files, byte for byte" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public DemoCommand(CommandContext context)
        : base("demo", context, "demo", "demo --devices 500 --quota 500", "demo --family mcxn947", "demo --seed 7 --folder trip --json")
    {
        Add(_devices);
        Add(_quota);
        Add(_family);
        Add(_rule);
        Add(_folder);
        Add(_seed);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var request = Read(parse);
        var screen = new DemoScreen(Context, request);
        var trip = new DemoTrip(Context, request) { Prepared = screen.Prepared, DeviceEnded = screen.DeviceEnded };
        trip.Claim();
        screen.Begin();
        var outcome = trip.Go();
        screen.End(outcome);
        return WentAsPlanned(outcome, request);
    }

    private DemoRequest Read(ParseResult parse)
    {
        int devices = parse.GetValue(_devices);
        int quota = parse.GetValue(_quota);
        if (devices is < 1 or > MostDevices || quota is < 1 or > MostUnits)
            throw DemoFaults.Range.Exception($"{devices} devices with a quota of {quota}");
        string folder = parse.GetValue(_folder) is { } named ? Context.FullPath(named) : DemoFolder.Fresh(Context.Disk, Context.Folder);
        string family = parse.GetValue(_family)!.ToLowerInvariant();
        Families.Find(family).OrThrow("--family");
        return new DemoRequest(devices, quota, folder, parse.GetValue(_seed))
        {
            FamilyName = family,
            ResponseKeyRule = ResponseKeyRules.Find(parse.GetValue(_rule) ?? ResponseKeyRules.Names[0]).OrThrow("--response-key-rule"),
        };
    }

    // Refusals by the card are what the demo shows; any other fault of a device is a fault of the demo.
    private static ExitCode WentAsPlanned(DemoOutcome outcome, DemoRequest request)
    {
        if (outcome.Devices.FirstOrDefault(d => d.Fault is { } f && f.Code.Party != Party.Card)?.Fault is { } fault)
            return fault.Code.Exit;
        if (!outcome.Log.Ok)
            return ExitCode.Evidence;
        if (!outcome.Boots.WentAsPlanned)
            return ChipFaults.NoBoot.Exit;
        if ((outcome.Tfm.Result.Fault ?? outcome.Nordic.Result.Fault) is { } broken)
            return broken.Code.Exit;
        if (!outcome.Tfm.WentAsPlanned || !outcome.Nordic.WentAsPlanned)
            return ExitCode.Evidence;
        return outcome.Done == Math.Min(request.Chips, request.Quota) ? ExitCode.Done : ExitCode.Card;
    }
}
