using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary>The options of <c>rootline log verify</c> and what they say together.</summary>
internal sealed class LogVerifyOptions
{
    private const int MostJobs = 256;

    private readonly Option<string[]> _logs = new("--audit-log", "-l") { Description = "a log of a station, or one of the original; several are judged together", Required = true, HelpName = "LOG" };
    private readonly Option<string> _key = CommandOptions.LogKey();
    private readonly Option<string?> _root = new("--root", "-r") { Description = "NXP_GLOB, which must have signed the intermediate: a certificate or a public key", HelpName = "CERT" };
    private readonly Option<string?> _intermediate = new("--intermediate") { Description = "NXP_PROD, which must have signed every chip's DIE certificate: a certificate, or without --root also its public key or raw X and Y", HelpName = "CERT" };
    private readonly Option<string?> _oemKey = new("--oem-key") { Description = "the OEM ID key, which must have signed the OEM certificates: a public or private key or a certificate", HelpName = "KEY" };
    private readonly Option<string?> _beginsAt = new("--begins-at") { Description = "where a log begins that does not begin with the card's first record: counter and start hash", HelpName = "COUNTER:HASH" };
    private readonly Option<string[]> _expect = new("--expect-counter") { Description = "the card's counter, which proves the end of the log; with logs of several cards once for each", HelpName = "[CARD:]N" };
    private readonly Option<string?> _config = new("--config", "-c") { Description = "a configuration whose card is asked for its counter and quota", HelpName = "FILE" };
    private readonly Option<string?> _card = new("--card") { Description = "the card's id, for logs of version 1, which do not hold it", HelpName = "ID" };
    private readonly Option<long?> _order = new("--order") { Description = "units ordered: good ones and those lost with a reason must be as many, and no chip twice", HelpName = "N" };
    private readonly Option<string[]> _waivers = new("--waiver") { Description = "a waiver by which the OEM accepts a gap; each must explain one", HelpName = "FILE" };
    private readonly Option<string[]> _waiverKeys = new("--waiver-key") { Description = "a key other than the log key that may sign waivers", HelpName = "KEY" };
    private readonly Option<string[]> _seals = new("--seal") { Description = "a seal that a log must fit (log seal)", HelpName = "FILE" };
    private readonly Option<string[]> _sealKeys = new("--seal-key") { Description = "a key that may sign seals: a public key, a certificate, or as docs/keys.md says", HelpName = "KEY" };
    private readonly Option<string[]> _reports = new("--report") { Description = "write a report for an auditor; its name ends in .html or .json", HelpName = "FILE" };
    private readonly Option<string?> _by = new("--by") { Description = "who has the log judged, for the report", HelpName = "NAME" };
    private readonly Option<bool> _force = CommandOptions.Force();
    private readonly Option<int?> _jobs = new("--jobs", "-j") { Description = "how many workers verify; as many as there are processors where it is not given", HelpName = "N" };

    /// <summary>All of them, in the order of help.</summary>
    public IEnumerable<Option> All =>
    [
        _logs, _key, _root, _intermediate, _oemKey, _beginsAt, _expect, _config, _card, _order, _waivers, _waiverKeys, _seals, _sealKeys, _reports, _by, _force, _jobs,
    ];

    /// <summary>Reads the command line.</summary>
    /// <param name="parse">The values.</param>
    public LogVerifyRequest Read(ParseResult parse)
    {
        var request = new LogVerifyRequest
        {
            Logs = parse.GetRequiredValue(_logs),
            Key = parse.GetRequiredValue(_key),
            Root = parse.GetValue(_root),
            Intermediate = parse.GetValue(_intermediate),
            OemKey = parse.GetValue(_oemKey),
            BeginsAt = parse.GetValue(_beginsAt) is { } text ? LogBeginning.Parse(text).OrThrow("--begins-at") : null,
            Expected = [.. (parse.GetValue(_expect) ?? []).Select(ExpectedCounter.Parse)],
            Config = parse.GetValue(_config),
            Card = parse.GetValue(_card),
            Ordered = parse.GetValue(_order),
            Waivers = parse.GetValue(_waivers) ?? [],
            WaiverKeys = parse.GetValue(_waiverKeys) ?? [],
            Seals = parse.GetValue(_seals) ?? [],
            SealKeys = parse.GetValue(_sealKeys) ?? [],
            Reports = parse.GetValue(_reports) ?? [],
            By = parse.GetValue(_by) ?? "",
            Force = parse.GetValue(_force),
            Jobs = parse.GetValue(_jobs) ?? Environment.ProcessorCount,
        };
        if (Contradiction(request) is { } wrong)
            throw FrameFaults.Usage.Exception(wrong);
        return request;
    }

    private static string? Contradiction(LogVerifyRequest request) => request switch
    {
        { Expected.Count: > 0, Config: not null } => "--expect-counter and --config both say what the card's counter is: give one of them",
        { Root: not null, Intermediate: null } => "--root is given without --intermediate, which it should have signed",
        { Seals.Count: > 0, SealKeys.Count: 0 } or { Seals.Count: 0, SealKeys.Count: > 0 } => "--seal and --seal-key are given together",
        { Seals.Count: > WaiverLimits.Waivers } => $"{request.Seals.Count} seals are given, at most {WaiverLimits.Waivers} are taken",
        { Ordered: < 1 } => "--order is a number from 1",
        { Jobs: < 1 or > MostJobs } => $"--jobs is a number from 1 to {MostJobs}",
        { Logs.Count: > VerdictLimits.Logs } => $"{request.Logs.Count} logs are given, at most {VerdictLimits.Logs} are judged together",
        { Waivers.Count: > WaiverLimits.Waivers } => $"{request.Waivers.Count} waivers are given, at most {WaiverLimits.Waivers} are taken",
        _ when request.Reports.FirstOrDefault(r => !ReportFile.IsNamed(r)) is { } report => $"--report {report}: the name of a report ends in .html or .json",
        _ => null,
    };
}

/// <summary>What <c>log verify</c> was asked for; paths as the operator wrote them.</summary>
internal sealed record LogVerifyRequest
{
    public required IReadOnlyList<string> Logs { get; init; }

    public required string Key { get; init; }

    public required string? Root { get; init; }

    public required string? Intermediate { get; init; }

    public required string? OemKey { get; init; }

    public required LogBeginning? BeginsAt { get; init; }

    public required IReadOnlyList<ExpectedCounter> Expected { get; init; }

    public required string? Config { get; init; }

    public required string? Card { get; init; }

    public required long? Ordered { get; init; }

    public required IReadOnlyList<string> Waivers { get; init; }

    public required IReadOnlyList<string> WaiverKeys { get; init; }

    public required IReadOnlyList<string> Seals { get; init; }

    public required IReadOnlyList<string> SealKeys { get; init; }

    public required IReadOnlyList<string> Reports { get; init; }

    public required string By { get; init; }

    public required bool Force { get; init; }

    public required int Jobs { get; init; }
}
