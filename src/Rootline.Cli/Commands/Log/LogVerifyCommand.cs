using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;
using Rootline.Ledger.Station;
using Rootline.Proof.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary><c>rootline log verify</c>: judges a log and names everything that is wrong with it.</summary>
internal sealed class LogVerifyCommand : CliCommand
{
    private readonly Option<string> _log = CommandOptions.Log();
    private readonly Option<string> _key = new("--audit-log-key", "-k") { Description = "the OEM's log key: a public or private key or a certificate", Required = true, HelpName = "KEY" };
    private readonly Option<string?> _beginsAt = new("--begins-at") { Description = "where a log begins that does not begin with the card's first record: counter and start hash", HelpName = "COUNTER:HASH" };
    private readonly Option<uint?> _expect = new("--expect-counter") { Description = "the card's counter, which proves the end of the log", HelpName = "N" };
    private readonly Option<string?> _config = new("--config", "-c") { Description = "a configuration whose card is asked for its counter", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LogVerifyCommand(CommandContext context)
        : base("verify", context, "log verify -l log.db -k oem_log.pub --expect-counter 10", "log verify -l log.db -k oem_log.pub -c line.yaml --json")
    {
        Add(_log);
        Add(_key);
        Add(_beginsAt);
        Add(_expect);
        Add(_config);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        if (parse.GetValue(_expect) is not null && parse.GetValue(_config) is not null)
            throw FrameFaults.Usage.Exception("--expect-counter and --config both say what the card's counter is", "give one of them");
        string path = Context.FullPath(parse.GetRequiredValue(_log));
        using var key = ReadKey(Context.FullPath(parse.GetRequiredValue(_key)));
        var policy = new LogPolicy
        {
            Key = key,
            BeginsAt = parse.GetValue(_beginsAt) is { } text ? LogBeginning.Parse(text).OrThrow("--begins-at") : null,
            ExpectCounter = parse.GetValue(_expect),
        };
        var verdict = LogFile.Use(Context.Disk, path, () => Judge(path, policy, parse.GetValue(_config)));
        Print(verdict);
        if (verdict.Ok)
            return ExitCode.Done;
        var rejected = LogCommandFaults.Rejected.Fault($"{path} is rejected: {Plural(verdict.Faults.Count, "fault")}, the first: {Text(verdict.Faults[0])}");
        ErrorPrinter.Print(Context, rejected);
        return rejected.Code.Exit;
    }

    private static string Text(LogFault fault)
    {
        string place = fault.Row == 0 && fault.Kind == LogFaultKind.First ? "" : string.Create(CultureInfo.InvariantCulture, $"row {fault.Row}");
        string counter = fault.Counter is { } number ? string.Create(CultureInfo.InvariantCulture, $" (counter {number})") : "";
        return $"{place}{counter}{(place.Length > 0 ? ": " : "")}{LogVerdictJson.Name(fault.Kind)}: {fault.Text}";
    }

    private static string Plural(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private P256PublicKey ReadKey(string path)
    {
        byte[] file = Context.Disk.ReadAll(path, ConfigLimits.Length);
        try
        {
            return KeyFile.ReadPublic(file).OrThrow(path);
        }
        finally
        {
            // It may be the private key.
            CryptographicOperations.ZeroMemory(file);
        }
    }

    private LogVerdict Judge(string path, LogPolicy policy, string? config)
    {
        using var log = LogReader.Open(path, Context.Disk);
        if (config is not null)
            policy = AskCard(policy, log, config);
        Context.Progress.Report($"verify {path}");
        return LogVerifier.Verify(Watched(log), policy, log.Warnings);
    }

    private IEnumerable<LogRow> Watched(LogReader log)
    {
        long count = 0;
        foreach (var row in log.Rows())
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            if (++count % 1000 == 0)
                Context.Progress.Report("verify records", count);
            yield return row;
        }
    }

    private LogPolicy AskCard(LogPolicy policy, LogReader log, string config)
    {
        using var card = OpenCard.Open(Context, CardAccess.Read(Context, config));
        if (log.CardId is { } owner && owner != card.Session.Id)
            throw LedgerFaults.OtherCard.Exception($"{log.Path} belongs to card {owner}, the card is {card.Session.Id}");
        uint counter = card.Session.ReadCounter();
        return policy with { ExpectCounter = counter, Quota = counter + card.Session.ReadRemainder() };
    }

    private void Print(LogVerdict verdict)
    {
        Context.Progress.Clear();
        if (Context.Json)
        {
            Context.PrintJson(json => LogVerdictJson.Write(json, verdict));
            return;
        }

        foreach (var fault in verdict.Faults)
            Context.Output.WriteLine(Text(fault));
        foreach (string warning in verdict.Warnings)
            Context.Output.WriteLine($"warning: {warning}");
        string end = verdict.EndChecked ? "the end was checked against the card's counter" : "the end was not checked";
        Context.Output.WriteLine($"{(verdict.Ok ? "the log is in order" : "the log is rejected")}: {Plural(verdict.Records, "record")}, {verdict.Verified} verified, {Plural(verdict.Faults.Count, "fault")}; {end}");
    }
}
