using System.CommandLine;
using Rootline.Cli.Commands.Tfm.Bundles;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Line.Tfm;
using Rootline.Links.Gdb;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary><c>rootline tfm provision</c>: burns a bundle into the device behind a debug server, or goes on where a run stopped.</summary>
internal sealed class TfmProvisionCommand : CliCommand
{
    private readonly Argument<string> _bundle = BundleInput.File();
    private readonly Option<string?> _key = BundleInput.Key(required: true);
    private readonly LedgerOptions _ledger = new();
    private readonly DebugOptions _debug = new();
    private readonly FirmwareOptions _firmware = new();
    private readonly PowerOptions _power = new();
    private readonly Option<int> _patience = new("--patience") { Description = "how many seconds the device may take from one stop to the next", DefaultValueFactory = _ => 60, HelpName = "SECONDS" };
    private readonly Option<bool> _seeded = new("--allow-seeded-keys-on-real-hardware") { Description = "burn a bundle from a seed into what may be a real device" };
    private readonly Option<bool> _yes = new("--yes") { Description = "burn without asking" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public TfmProvisionCommand(CommandContext context)
        : base(
            "provision",
            context,
            "tfm provision 7.bundle --key station.pem --debug 127.0.0.1:1234 --bl2 bl2.axf --secure tfm_s.axf --nonsecure tfm_ns.axf -l devices.db",
            "tfm provision 7.bundle --key station.pem --debug 127.0.0.1:3333 --server openocd --bl2 bl2.axf --secure tfm_s.axf -l devices.db --yes --json",
            "tfm provision 7.bundle --key station.pem --debug 127.0.0.1:1234 --bl2 bl2.axf --secure tfm_s.axf -l devices.db --cryptocell-312 --power-command ./power-cycle --yes")
    {
        Add(_bundle);
        foreach (var option in (IEnumerable<Option>)[_key, .. _debug.Options, .. _firmware.Options, .. _ledger.All, .. _power.Options, _patience, _seeded, _yes])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        using var bundle = OpenBundle.Read(Context, parse.GetRequiredValue(_bundle), parse.GetValue(_key)!);
        var firmware = _firmware.Read(Context, parse);
        var power = _power.Read(Context, parse);
        using var held = _ledger.Open(Context, parse);
        using var session = new DebuggedSession(Context, () => _debug.Connect(Context, parse), power);
        var target = session.Device.Target;
        if (bundle.Header.IsSeeded && target.Server.Profile != GdbServerProfile.Rootline && !parse.GetValue(_seeded))
            throw StationFaults.Seeded.Exception($"bundle {bundle.Header.Id} has secrets from a seed, and {target.Host.Name} may be a real device", "make the bundle without --seed; for a rehearsal only, allow it with --allow-seeded-keys-on-real-hardware");
        var report = new ProvisionReport(Context);
        var plan = new TfmPlan
        {
            Firmware = firmware,
            Bundle = bundle.Header,
            Patience = TimeSpan.FromSeconds(parse.GetValue(_patience)),
            Power = session.Power,
            Steps = new() { Timeout = TimeSpan.Zero, Observer = report.Observe, Cancellation = Context.Cancellation },
            Consent = elements => parse.GetValue(_yes) || report.Ask(bundle.Header, elements),
        };
        var result = new TfmStation(target, held.Ledger, bundle.Secrets, Context.Entropy, Context.Clock).Provision(plan);
        report.Print(bundle.Header, result);
        if (result.Fault is not { } fault)
        {
            session.Device.Release();
            return ExitCode.Done;
        }

        ErrorPrinter.Print(Context, fault);
        return fault.Code.Exit;
    }
}
