using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Cli.Rehearsal;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Oem.Nxp;

namespace Rootline.Cli.Commands.Card;

/// <summary><c>rootline card personalise</c>: loads the OEM's secrets, keys and quota into a card, from zero.</summary>
internal sealed class CardPersonaliseCommand : CliCommand
{
    private readonly Option<string> _config = CommandOptions.Config();
    private readonly Option<bool> _seal = new("--seal") { Description = "seal the card for ever once everything is loaded and read back" };
    private readonly Option<string?> _rehearsed = RehearsalDigest.Option("the digest of the rehearsal: load only what was rehearsed");
    private readonly Option<bool> _discard = new("--discard-counted-units-and-their-log")
    {
        Description = "load a card that has counted units: its counter and its log begin anew",
    };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public CardPersonaliseCommand(CommandContext context)
        : base("personalise", context, "card personalise -c card.yaml", "card personalise -c card.yaml --seal --json")
    {
        Add(_config);
        Add(_seal);
        Add(_rehearsed);
        Add(_discard);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        using var config = CardConfig.Read(Context, parse.GetRequiredValue(_config));
        if (RehearsalDigest.Read(parse.GetValue(_rehearsed)) is { } digest && !digest.Span.SequenceEqual(CardPlanDigest.Of(config.Plan)))
            throw OemFaults.NotRehearsed.Exception("the configuration is not the one that was rehearsed; nothing was sent to the card", "rehearse it again, or load the one that was rehearsed");
        using var card = OpenCard.Open(Context, config.Card);
        var loading = new CardPersonalisation(Context.Disk, config.Card.KeysFolder, Context.Clock)
        {
            DiscardCountedUnitsAndTheirLog = parse.GetValue(_discard),
            Progress = step => Context.Progress.Report(step.Text, step.Number, step.Total),
        };
        var outcome = loading.Load(card.Session, config.Plan);
        bool seal = parse.GetValue(_seal);
        if (seal)
            new CardSealing(Context.Disk, config.Card.KeysFolder, Context.Clock).SealForEver(card.Session);
        Print(config.Plan, outcome, seal);
        return ExitCode.Done;
    }

    private void Print(CardPlan plan, PersonalisationOutcome outcome, bool isSealed)
    {
        string id = outcome.Card.ToString(CultureInfo.InvariantCulture);
        if (!Context.Json)
        {
            if (outcome.WasHalfLoaded)
                Context.Output.WriteLine($"found: an earlier load of card {id} was cut; it was loaded anew from zero");
            if (outcome.DiscardedUnits > 0)
                Context.Output.WriteLine($"discarded: card {id} had counted {outcome.DiscardedUnits} units");
            Context.Output.WriteLine($"card {id} is personalised for {plan.FamilyName} with a quota of {plan.Quota}{(isSealed ? ", and sealed" : "; it is not sealed yet")}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("card", id);
            json.WriteString("family", plan.FamilyName);
            json.WriteNumber("quota", plan.Quota);
            json.WriteBoolean("wasHalfLoaded", outcome.WasHalfLoaded);
            json.WriteNumber("discardedUnits", outcome.DiscardedUnits);
            json.WriteBoolean("sealed", isSealed);
            json.WriteEndObject();
        });
    }
}
