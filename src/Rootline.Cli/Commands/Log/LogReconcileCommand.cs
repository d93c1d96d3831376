using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp;
using Rootline.Line.Nxp.Chip;
using Rootline.Line.Sockets;
using Rootline.Proof.Reconciliation;

namespace Rootline.Cli.Commands.Log;

/// <summary>
/// <c>rootline log reconcile</c>: accounts for every unit of a card. It asks the card for its counter and nothing else, reads the
/// log and writes nothing, and asks the chips only when told to.
/// </summary>
internal sealed class LogReconcileCommand : CliCommand
{
    private readonly Option<string?> _config = new("--config", "-c") { Description = "the station's configuration: its log and its card", HelpName = "FILE" };
    private readonly Option<string?> _log = new("--audit-log", "-l") { Description = "a log alone; the end is then not proved", HelpName = "LOG" };
    private readonly Option<bool> _withoutCard = new("--without-card") { Description = "do not ask the card; the end is then not proved" };
    private readonly Option<bool> _withChips = new("--with-chips") { Description = "ask the chips in the sockets who and what they are" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LogReconcileCommand(CommandContext context)
        : base("reconcile", context, "log reconcile -c line.yaml", "log reconcile -c line.yaml --with-chips --json", "log reconcile -l log.db")
    {
        Add(_config);
        Add(_log);
        Add(_withoutCard);
        Add(_withChips);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string? config = parse.GetValue(_config);
        if (config is null == parse.GetValue(_log) is null)
            throw FrameFaults.Usage.Exception("a log is named by a configuration or by itself", "give either --config or --audit-log");
        if (config is null && (parse.GetValue(_withoutCard) || parse.GetValue(_withChips)))
            throw FrameFaults.Usage.Exception("a log alone has neither card nor chips", "name the configuration with --config");
        string path = config is null ? Context.FullPath(parse.GetValue(_log)!) : LogAccess.Read(Context, config);
        var log = LogFile.Use(Context.Disk, path, () => ReconciledLog.Read(Context, path));
        var accounts = Reconciler.Reconcile(new Evidence
        {
            Rows = log.Rows,
            Runs = log.Runs,
            CardCounter = config is null || parse.GetValue(_withoutCard) ? null : AskCard(config, path, log),
            Chips = config is not null && parse.GetValue(_withChips) ? [.. AskChips(config)] : [],
            Config = config ?? "FILE",
        });
        new AccountsTable(Context).Print(accounts, path);
        if (FaultOf(accounts, path) is not { } fault)
            return ExitCode.Done;
        ErrorPrinter.Print(Context, fault);
        return fault.Code.Exit;
    }

    private static Fault? FaultOf(Accounts accounts, string path) => accounts.Verdict switch
    {
        AccountsVerdict.Contradicted => LogCommandFaults.Contradicted.Fault($"{path}: {accounts.Contradictions[0]}"),
        AccountsVerdict.Lost => LogCommandFaults.UnitsLost.Fault($"{path}: {accounts.Count(UnitFate.Lost)} lost, {accounts.Count(UnitFate.Pending)} pending"),
        AccountsVerdict.Pending => LogCommandFaults.UnitsPending.Fault($"{path}: {accounts.Count(UnitFate.Pending)} pending"),
        _ => null,
    };

    private uint AskCard(string config, string path, ReconciledLog log)
    {
        using var card = OpenCard.Open(Context, CardAccess.Read(Context, config));
        if (log.CardId is { } owner && owner != card.Session.Id)
            throw LedgerFaults.OtherCard.Exception($"{path} belongs to card {owner}, the card is {card.Session.Id}");
        return card.Session.ReadCounter();
    }

    private List<ChipSight> AskChips(string config)
    {
        var line = LineConfig.Read(Context, config);
        var plan = new LinePlan
        {
            Family = line.Family,
            Buffer = line.Target.Buffer,
            OperationTimeout = line.Target.OperationTimeout,
            Cancellation = Context.Cancellation,
        };
        var sights = new List<ChipSight>();
        foreach (var socket in TargetSockets.Of(Context, line.Target))
        {
            if (Ask(socket, plan) is { } sight)
                sights.Add(sight);
        }

        return sights;
    }

    // A chip that does not answer says nothing about the others.
    private ChipSight? Ask(ISocket socket, LinePlan plan)
    {
        Context.Progress.Report($"ask the chip in {socket.Name}");
        try
        {
            using var link = new ChipLink(socket, plan, Context.Clock);
            var survey = link.Survey();
            return new(socket.Name, survey.Uuid, ConditionOf(survey.Finding));
        }
        catch (FaultException e)
        {
            Context.Warn($"{socket.Name}: the chip was not asked: {e.Fault.What}");
            return null;
        }
        finally
        {
            (socket as IDisposable)?.Dispose();
        }
    }

    private static ChipCondition ConditionOf(ChipFinding finding) => finding switch
    {
        ChipFinding.Open => ChipCondition.Open,
        ChipFinding.Firmware => ChipCondition.Firmware,
        ChipFinding.Interrupted => ChipCondition.Interrupted,
        _ => ChipCondition.Closed,
    };
}
