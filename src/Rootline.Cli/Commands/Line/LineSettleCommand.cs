using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp.Settlement;
using Rootline.Line.Settlement;

namespace Rootline.Cli.Commands.Line;

/// <summary><c>rootline line settle</c>: ends for ever a run that no station can finish. Neither card nor chip is needed.</summary>
internal sealed class LineSettleCommand : CliCommand
{
    private readonly Option<string> _config = CommandOptions.Config();
    private readonly Option<string?> _chip = new("--chip") { Description = "the chip whose open run is ended", HelpName = "UUID" };
    private readonly Option<uint?> _unit = new("--unit") { Description = "the unit whose open run is ended: the card's counter", HelpName = "N" };
    private readonly Option<string> _as = new Option<string>("--as") { Description = "what became of it: spent, unconfirmed or unused", Required = true, HelpName = "OUTCOME" }.AcceptOnlyFromAmong("spent", "unconfirmed", "unused");
    private readonly Option<string> _reason = new("--reason") { Description = "why; kept in the journal", Required = true, HelpName = "TEXT" };
    private readonly Option<string> _operator = new("--operator") { Description = "who says so; kept in the device record", Required = true, HelpName = "NAME" };
    private readonly Option<string> _lot = new("--lot") { Description = "the production lot, for the device record", DefaultValueFactory = _ => "", HelpName = "NAME" };
    private readonly Option<bool> _although = new("--although-it-could-be-finished") { Description = "end a run that the chip could still finish with its stored unit" };
    private readonly Option<bool> _yes = new("--yes") { Description = "settle without asking" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LineSettleCommand(CommandContext context)
        : base("settle", context, "line settle --unit 7 --as spent --operator anna --reason broken -c line.yaml --yes")
    {
        Add(_config);
        Add(_chip);
        Add(_unit);
        Add(_as);
        Add(_reason);
        Add(_operator);
        Add(_lot);
        Add(_although);
        Add(_yes);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        if (parse.GetValue(_chip) is null == parse.GetValue(_unit) is null)
            throw FrameFaults.Usage.Exception("a run is named by its chip or by its unit", "give either --chip or --unit");
        var order = new SettleOrder(
            Enum.Parse<SettledAs>(parse.GetRequiredValue(_as), ignoreCase: true),
            parse.GetRequiredValue(_operator),
            parse.GetRequiredValue(_reason),
            parse.GetValue(_although));
        string path = LogAccess.Read(Context, parse.GetRequiredValue(_config));
        var options = new StationOptions { Disk = Context.Disk, Operator = order.By, Lot = parse.GetValue(_lot)! };
        using var ledger = StationLedger.OpenExisting(path, options, Context.Clock);
        var settlement = new RunSettlement(ledger, Context.Clock);
        var run = parse.GetValue(_chip) is { } chip ? settlement.OfChip(chip) : settlement.OfUnit(parse.GetValue(_unit)!.Value);
        RunSettlement.Demand(run, order);
        if (!parse.GetValue(_yes) && !Context.Confirm($"end run {run.Id} of chip {run.Chip} as {Word(order)} for ever? no station finishes it after that", "--yes"))
            throw StationFaults.Declined.Exception($"run {run.Id} was not ended");
        Print(settlement.SettleForEver(run, order), ledger.CounterOf(run), order);
        return ExitCode.Done;
    }

    private static string Word(SettleOrder order) => order.As.ToString().ToLowerInvariant();

    private void Print(Run run, uint? unit, SettleOrder order)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"run {run.Id} of chip {run.Chip} is ended as {Word(order)}{(unit is { } counter ? $" (unit {counter})" : "")}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("run", run.Id);
            json.WriteString("chip", run.Chip);
            if (unit is { } counter)
                json.WriteNumber("unit", counter);
            else
                json.WriteNull("unit");
            json.WriteString("as", Word(order));
            json.WriteString("note", run.Note);
            json.WriteEndObject();
        });
    }
}
