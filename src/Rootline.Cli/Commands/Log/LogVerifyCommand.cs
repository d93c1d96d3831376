using System.CommandLine;
using System.Reflection;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Proof.Log;
using Rootline.Proof.Log.Reports;

namespace Rootline.Cli.Commands.Log;

/// <summary><c>rootline log verify</c>: judges logs and names everything that is wrong with them.</summary>
internal sealed class LogVerifyCommand : CliCommand
{
    private readonly LogVerifyOptions _options = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LogVerifyCommand(CommandContext context)
        : base(
            "verify",
            context,
            "log verify -l log.db -k oem_log.pub --expect-counter 10",
            "log verify -l log.db -k oem_log.pub -c line.yaml --json",
            "log verify -l log.db -k oem_log.pub --root nxp_glob.crt --intermediate nxp_prod.crt --oem-key oem_id.pub",
            "log verify -l one.db -l two.db -k oem_log.pub --order 1000 --waiver gap.json --report audit.html")
    {
        foreach (var option in _options.All)
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var request = _options.Read(parse);
        using var keys = VerifyKeys.Read(Context, request);
        ReportFile.DemandFree(Context, request);
        var verdict = LogFile.Use(Context.Disk, [.. request.Logs.Select(Context.FullPath)], () => Judge(request, keys));
        VerdictPrinter.Print(Context, verdict);
        SealedLog.Demand(Context, request);
        if (verdict.Ok)
            return ExitCode.Done;
        string what = string.Join(", ", request.Logs.Select(Context.FullPath));
        var rejected = LogCommandFaults.Rejected.Fault(
            $"{what} {(request.Logs.Count == 1 ? "is" : "are")} rejected: {VerdictWords.Count(verdict.FaultCount, "fault")}, the first: {VerdictWords.Of(verdict.Faults[0])}");
        ErrorPrinter.Print(Context, rejected);
        return rejected.Code.Exit;
    }

    private LogVerdict Judge(LogVerifyRequest request, VerifyKeys keys)
    {
        using var evidence = OpenEvidence.Open(Context, request.Logs, request.Card);
        evidence.Add(Context, request);
        if (request.Ordered is not null || request.Intermediate is not null || request.Reports.Count > 0)
            evidence.AddStationWords(Context);
        Context.Progress.Report($"verify {request.Logs[0]}");
        var verdict = LogVerifier.Verify(evidence.Cards, keys.Policy);
        foreach (string name in request.Reports)
            ReportFile.Write(Context, name, Report(request, keys, evidence, verdict));
        return verdict;
    }

    private LogReport Report(LogVerifyRequest request, VerifyKeys keys, OpenEvidence evidence, LogVerdict verdict) => new()
    {
        Product = $"rootline {typeof(LogVerifyCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}",
        Time = Context.Clock.GetUtcNow(),
        By = request.By,
        Inputs = keys.Inputs,
        Verdict = verdict,
        Cards = evidence.Cards,
    };
}
