using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary><c>rootline attest verify</c>: judges attestation tokens.</summary>
internal sealed class AttestVerifyCommand : CliCommand
{
    private readonly Argument<string> _token = new("TOKEN") { Description = "the token as the device gave it (binary CBOR), or a folder of them (*.cbor)" };
    private readonly AttestVerifyOptions _options = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public AttestVerifyCommand(CommandContext context)
        : base(
            "verify",
            context,
            "attest verify token.cbor --key iak_pub.pem --challenge 1af3...",
            "attest verify token.cbor --keys devices.jsonl --nonces nonces.jsonl --policy product.yaml",
            "attest verify tokens --corim product.corim --corim-key maker.pem --json")
    {
        Add(_token);
        foreach (var option in _options.All)
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var paths = TokenFiles.Of(Context, parse.GetRequiredValue(_token));
        bool isFolder = Directory.Exists(Context.FullPath(parse.GetRequiredValue(_token)));
        using var judge = _options.Open(Context, parse);
        List<(string Path, TokenVerdict Verdict)> judged = [];
        foreach (string path in paths)
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            Context.Progress.Report($"judging {Path.GetFileName(path)}", judged.Count, paths.Count);
            judged.Add((path, judge.Judge(TokenFiles.Read(Context, path))));
        }

        // Used-up challenges are durable before a verdict is told: nobody who was told one can have it told again.
        judge.Save();
        if (isFolder)
            PrintAll(judged);
        else
            PrintOne(judged[0].Verdict);
        var refused = judged.Where(j => !j.Verdict.Ok).ToList();
        if (refused.Count == 0)
            return ExitCode.Done;
        var fault = FaultOf(refused, judged.Count);
        ErrorPrinter.Print(Context, fault);
        return fault.Code.Exit;
    }

    private static Fault FaultOf(List<(string Path, TokenVerdict Verdict)> refused, int all)
    {
        var (path, verdict) = refused.Find(r => r.Verdict.Standing == TokenStanding.Reject) is { Path: not null } first ? first : refused[0];
        var code = verdict.Standing == TokenStanding.Reject ? TokenFaults.Rejected : TokenFaults.Untrusted;
        string count = all > 1 ? $" ({refused.Count} of {all} tokens are not accepted)" : "";
        return code.Fault($"{path}: {string.Join("; ", verdict.Reasons.Select(r => r.What))}{count}");
    }

    private void PrintOne(TokenVerdict verdict)
    {
        if (Context.Json)
            Context.PrintJson(json => TokenVerdictJson.Write(json, verdict));
        else
            TokenText.Print(Context.Output, verdict);
    }

    private void PrintAll(List<(string Path, TokenVerdict Verdict)> judged)
    {
        if (!Context.Json)
        {
            foreach (var (path, verdict) in judged)
                Context.Output.WriteLine($"{verdict.Name,-10} {Path.GetFileName(path)}{string.Concat(verdict.Reasons.Select(r => $"\n           {r.Code.Id}: {r.What}"))}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            foreach (var standing in Enum.GetValues<TokenStanding>())
                json.WriteNumber(standing.ToString().ToLowerInvariant(), judged.Count(j => j.Verdict.Standing == standing));
            json.WriteStartArray("tokens");
            foreach (var (path, verdict) in judged)
                TokenVerdictJson.Write(json, verdict, Path.GetFileName(path));
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
