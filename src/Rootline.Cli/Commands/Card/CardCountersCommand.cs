using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Card;

/// <summary><c>rootline card counters</c>: what a card says of itself.</summary>
internal sealed class CardCountersCommand : CliCommand
{
    private readonly Option<string> _config = CommandOptions.Config();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public CardCountersCommand(CommandContext context)
        : base("counters", context, "card counters -c line.yaml", "card counters -c card.yaml --json") => Add(_config);

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        using var card = OpenCard.Open(Context, CardAccess.Read(Context, parse.GetRequiredValue(_config)));
        var session = card.Session;
        Print(new(session.Id, session.Family, session.IsSealed, session.ReadCounter(), session.ReadRemainder(), card.IsSeeded));
        return ExitCode.Done;
    }

    private void Print(Counters counters)
    {
        ulong quota = (ulong)counters.Counter + counters.Left;
        if (!Context.Json)
        {
            Context.Output.WriteLine($"card     {counters.Card}");
            Context.Output.WriteLine($"family   {counters.Family}");
            Context.Output.WriteLine($"counter  {counters.Counter}");
            Context.Output.WriteLine($"left     {counters.Left}");
            Context.Output.WriteLine($"quota    {quota}");
            Context.Output.WriteLine($"sealed   {(counters.IsSealed ? "yes" : "no")}");
            if (counters.IsSeeded)
                Context.Output.WriteLine("keys     from a seed: they protect nothing");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("card", counters.Card);
            json.WriteString("family", counters.Family);
            json.WriteNumber("counter", counters.Counter);
            json.WriteNumber("left", counters.Left);
            json.WriteNumber("quota", quota);
            json.WriteBoolean("sealed", counters.IsSealed);
            json.WriteBoolean("seeded", counters.IsSeeded);
            json.WriteEndObject();
        });
    }

    private sealed record Counters(string Card, string Family, bool IsSealed, uint Counter, uint Left, bool IsSeeded);
}
