using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Cli.Rehearsal;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Oem.Nxp;

namespace Rootline.Cli.Commands.Card;

/// <summary><c>rootline card seal</c>: closes a personalised card for ever.</summary>
internal sealed class CardSealCommand : CliCommand
{
    private readonly Option<string> _config = CommandOptions.Config();
    private readonly Option<bool> _yes = new("--yes") { Description = "seal without asking" };
    private readonly Option<string?> _rehearsed = RehearsalDigest.Option("the digest of the rehearsal: seal only a card that was loaded with just that");

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public CardSealCommand(CommandContext context)
        : base("seal", context, "card seal -c card.yaml", "card seal -c card.yaml --rehearsed 9d1e...c07f --yes")
    {
        Add(_config);
        Add(_yes);
        Add(_rehearsed);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var rehearsed = RehearsalDigest.Read(parse.GetValue(_rehearsed));
        var access = CardAccess.Read(Context, parse.GetRequiredValue(_config));
        using var card = OpenCard.Open(Context, access);
        string id = card.Session.Id;
        bool asks = !card.Session.IsSealed && !parse.GetValue(_yes);
        if (asks && !Context.Confirm($"seal card {id} for ever? what it holds can never be changed after that", "--yes"))
            throw StationFaults.Declined.Exception($"card {id} was not sealed");
        if (rehearsed is null && !card.Session.IsSealed)
            Context.Warn("nobody says that what is in this card was rehearsed: rootline card rehearse makes a trip with a virtual twin and gives a digest for --rehearsed");
        bool sealedNow = new CardSealing(Context.Disk, access.KeysFolder, Context.Clock).SealForEver(card.Session, rehearsed);
        Print(id, sealedNow);
        return ExitCode.Done;
    }

    private void Print(string id, bool sealedNow)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine(sealedNow ? $"card {id} is sealed" : $"card {id} was sealed before");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("card", id);
            json.WriteBoolean("sealed", true);
            json.WriteBoolean("sealedNow", sealedNow);
            json.WriteEndObject();
        });
    }
}
