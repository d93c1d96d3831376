using System.CommandLine;
using Rootline.Cli.Commands.Tfm.Bundles;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Settlement;
using Rootline.Line.Tfm.Settlement;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary><c>rootline tfm abandon</c>: gives a bundle up for ever. Neither its key nor a device is needed.</summary>
internal sealed class TfmAbandonCommand : CliCommand
{
    private readonly Argument<string> _bundle = BundleInput.File();
    private readonly LedgerOptions _ledger = new();
    private readonly Option<string> _reason = new("--reason") { Description = "why; kept in the journal", Required = true, HelpName = "TEXT" };
    private readonly Option<bool> _although = new("--although-it-could-be-finished") { Description = "give up a device that has secrets of the bundle and could be finished with it" };
    private readonly Option<bool> _yes = new("--yes") { Description = "give up without asking" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public TfmAbandonCommand(CommandContext context)
        : base("abandon", context, "tfm abandon 7.bundle -l devices.db --operator anna --reason broken --although-it-could-be-finished --yes")
    {
        Add(_bundle);
        foreach (var option in (IEnumerable<Option>)[.. _ledger.All, _reason, _although, _yes])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var bundle = BundleInput.Read(Context, parse.GetRequiredValue(_bundle)).Header;
        using var held = _ledger.Open(Context, parse);
        var abandonment = new BundleAbandonment(held.Ledger, Context.Clock);
        var order = new SettleOrder(abandonment.OutcomeOf(bundle), held.Ledger.Options.Operator, parse.GetRequiredValue(_reason), parse.GetValue(_although));
        abandonment.Demand(bundle, order);
        var losses = abandonment.LossesOf(bundle);
        if (!Context.Json)
        {
            foreach (string loss in losses)
                Context.Output.WriteLine($"lost: {loss}");
        }

        if (!parse.GetValue(_yes) && !Context.Confirm($"give bundle {bundle.Id} up for ever? no station provisions with it after that", "--yes"))
            throw StationFaults.Declined.Exception($"bundle {bundle.Id} was not given up");
        var (run, record) = abandonment.AbandonForEver(bundle, order);
        Print(run, record, losses);
        return ExitCode.Done;
    }

    private void Print(Run run, DeviceRecord record, IReadOnlyList<string> losses)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"bundle {run.Chip} is given up as {DeviceRecordJson.Name(record.Outcome)}, record {record.Id[..16]}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("bundle", run.Chip);
            json.WriteNumber("run", run.Id);
            json.WriteString("as", DeviceRecordJson.Name(record.Outcome));
            json.WriteStartArray("lost");
            foreach (string loss in losses)
                json.WriteStringValue(loss);
            json.WriteEndArray();
            json.WriteString("record", record.Id);
            json.WriteString("note", run.Note);
            json.WriteEndObject();
        });
    }
}
