using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Commands.Log;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Proof.Devices;

namespace Rootline.Cli.Commands.Device;

/// <summary><c>rootline device verify</c>: judges a station's device records, in its ledger or as they were exported.</summary>
internal sealed class DeviceVerifyCommand : CliCommand
{
    private const int MaxFile = 1 << 30;

    private readonly Option<string?> _log = new("--audit-log", "-l") { Description = "the station's ledger", HelpName = "LOG" };
    private readonly Option<string?> _records = new("--records") { Description = "what device export --signatures wrote, in place of a ledger", HelpName = "FILE" };
    private readonly Option<string[]> _keys = new("--key", "-k") { Description = "a station's public key; several may be given", Required = true, HelpName = "KEY" };
    private readonly Option<string?> _last = new("--expect-last") { Description = "the id that the last record must have, as it was told elsewhere", HelpName = "ID" };
    private readonly Option<bool> _unsigned = new("--accept-unsigned") { Description = "accept records that no station signed; they are counted" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public DeviceVerifyCommand(CommandContext context)
        : base("verify", context, "device verify -l devices.db --key station-record-pub.pem", "device verify --records devices.signed.jsonl --key one-pub.pem --key two-pub.pem --json")
    {
        foreach (var option in (Option[])[_log, _records, _keys, _last, _unsigned])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        if (parse.GetValue(_log) is null == parse.GetValue(_records) is null)
            throw FrameFaults.Usage.Exception("records come from a ledger or from a file", "give either --audit-log or --records");
        var desk = ContextAsker.Desk(Context);
        var verifier = new RecordVerifier(new()
        {
            Keys = [.. parse.GetRequiredValue(_keys).Select(desk.ReadPublic)],
            AcceptUnsigned = parse.GetValue(_unsigned),
            Last = parse.GetValue(_last)?.ToLowerInvariant(),
        });
        string path = Context.FullPath(parse.GetValue(_log) ?? parse.GetValue(_records)!);
        long read = 0;
        foreach (var record in parse.GetValue(_log) is null ? OfFile(path) : OfLedger(path))
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            verifier.Add(record);
            if (++read % 1000 == 0)
                Context.Progress.Report("judge device records", read);
        }

        var verdict = verifier.End();
        Context.Progress.Clear();
        Print(verdict);
        if (verdict.Ok)
            return ExitCode.Done;
        var rejected = DeviceFaults.Rejected.Fault($"{path}: {verdict.Faults} findings, the first: {Text(verdict.Findings[0])}");
        ErrorPrinter.Print(Context, rejected);
        return rejected.Code.Exit;
    }

    private List<SignedRecord> OfLedger(string path) => LogFile.Use(Context.Disk, path, () =>
    {
        using var log = DeviceLog.Open(path, Context.Disk);
        return log.SignedRecords().ToList();
    });

    private IEnumerable<SignedRecord> OfFile(string path)
    {
        byte[] file = Context.Disk.ReadAll(path, MaxFile);
        int number = 0;
        for (int at = 0; at < file.Length;)
        {
            number++;
            int length = file.AsSpan(at).IndexOf((byte)'\n');
            if (length < 0)
                throw DeviceRecordFaults.Malformed.Exception($"{path}: line {number} does not end");
            yield return SignedRecordJson.Decode(file.AsSpan(at, length)).OrThrow($"{path}: line {number}");
            at += length + 1;
        }
    }

    private void Print(RecordVerdict verdict)
    {
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                RecordVerdictJson.Write(json, verdict);
                json.WriteEndObject();
            });
            return;
        }

        foreach (var finding in verdict.Findings)
            Context.Output.WriteLine(Text(finding));
        Context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(verdict.Ok ? "accepted" : "rejected")}: {verdict.Records} records, {verdict.WithSignature} signed, {verdict.WithoutSignature} unsigned, {verdict.OfCard} of a card (its log proves them: log verify)"));
        Context.Output.WriteLine($"last record: {verdict.Last ?? "none"}");
    }

    private static string Text(RecordFinding finding) => string.Create(CultureInfo.InvariantCulture, $"record {finding.Number}: ") + (finding.Rule switch
    {
        RecordRule.NotSigned => $"{finding.Id[..16]} of {finding.Chip} is unsigned",
        RecordRule.Signature => $"{finding.Id[..16]} of {finding.Chip} is not signed by any of the keys, or was changed after it was signed",
        RecordRule.Chain => $"{finding.Id[..16]} of {finding.Chip} does not follow the record before it",
        _ => "the last record is not the one that was expected",
    });
}
