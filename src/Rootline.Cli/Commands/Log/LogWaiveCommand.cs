using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;
using Rootline.Oem.Custody;
using Rootline.Proof.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary><c>rootline log waive</c>: the OEM signs that it knows of a gap in a log and accepts it.</summary>
internal sealed class LogWaiveCommand : CliCommand
{
    private readonly Option<string[]> _logs = new("--audit-log", "-l") { Description = "the card's log; several are put in order", Required = true, HelpName = "LOG" };
    private readonly Option<uint> _first = new("--first") { Description = "the first missing counter", Required = true, HelpName = "N" };
    private readonly Option<uint?> _last = new("--last") { Description = "the last missing counter; the first where it is not given", HelpName = "N" };
    private readonly Option<string> _reason = new("--reason") { Description = "why the records are gone", Required = true, HelpName = "TEXT" };
    private readonly Option<string> _by = new("--by") { Description = "who accepts it", Required = true, HelpName = "NAME" };
    private readonly Option<string> _key = new("--key") { Description = "the private key that signs: the OEM's log key, or one that verifiers are given as --waiver-key; a file, program:... or pkcs11:...", Required = true, HelpName = "KEY" };
    private readonly Option<string?> _card = new("--card") { Description = "the card's id, for logs of version 1, which do not hold it", HelpName = "ID" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "the waiver to write", Required = true, HelpName = "FILE" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LogWaiveCommand(CommandContext context)
        : base("waive", context, "log waive -l log.db --first 4 --last 6 --reason power-cut --by anna --key oem_log_prk.pem -o gap.json")
    {
        foreach (var option in (Option[])[_logs, _first, _last, _reason, _by, _key, _card, _output, _force])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string[] logs = parse.GetRequiredValue(_logs);
        string[] paths = [.. logs.Select(Context.FullPath)];
        string destination = Context.FullPath(parse.GetRequiredValue(_output));
        uint first = parse.GetValue(_first);
        var gap = LogFile.Use(Context.Disk, paths, () =>
        {
            foreach (string path in paths)
                LogFile.DemandFree(Context.Disk, path, destination, parse.GetValue(_force));
            return Find(logs, parse.GetValue(_card), first, parse.GetValue(_last) ?? first);
        });
        var waiver = Sign(gap, parse);
        Context.Disk.Replace(destination, LogWaiverJson.Encode(waiver));
        Print(destination, waiver);
        return ExitCode.Done;
    }

    private LogGap Find(string[] logs, string? card, uint first, uint last)
    {
        using var evidence = OpenEvidence.Open(Context, logs, card);
        if (evidence.Cards.Count > 1)
            throw FrameFaults.Usage.Exception("the logs are of several cards, a waiver speaks of one");
        if (evidence.Cards[0].CardId is null)
            throw LogFaults.NoCard.Exception($"{logs[0]} is a log of version 1", "name the card's id with --card: a version 1 log does not hold it");
        return GapSearch.Find(evidence.Cards[0], first, last).OrThrow();
    }

    private LogWaiver Sign(LogGap gap, ParseResult parse)
    {
        string path = parse.GetRequiredValue(_key);
        var waiver = new LogWaiver
        {
            CardId = gap.CardId!,
            First = gap.First,
            Last = gap.Last,
            Before = gap.Before,
            After = gap.After,
            Reason = Demand("--reason", parse.GetRequiredValue(_reason), WaiverLimits.Reason),
            By = Demand("--by", parse.GetRequiredValue(_by), WaiverLimits.Name),
            Time = Context.Clock.GetUtcNow(),
        };
        using var signer = ContextAsker.Desk(Context).OpenSigner(path);
        return signer.Kind == SignatureKind.EcdsaP256
            ? waiver.SignedWith(signer)
            : throw CustodyFaults.Unfit.Exception($"{path}: a waiver is signed with a P-256 key");
    }

    private static string Demand(string option, string text, int limit) => text.Length is > 0 && text.Length <= limit
        ? text
        : throw WaiverFaults.Text.Exception($"{option} has {text.Length} characters, it takes 1 to {limit}");

    private void Print(string destination, LogWaiver waiver)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"wrote {destination}: card {waiver.CardId}, {MissingNumbers.Name("counter", waiver.First, waiver.Last)}{(waiver.After is null ? " at the end" : "")}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", destination);
            json.WriteString("card", waiver.CardId);
            json.WriteNumber("first", waiver.First);
            json.WriteNumber("last", waiver.Last);
            json.WriteBoolean("atEnd", waiver.After is null);
            json.WriteEndObject();
        });
    }
}
