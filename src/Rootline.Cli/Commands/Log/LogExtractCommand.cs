using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;
using Rootline.Proof.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary><c>rootline log extract</c>: the certificates of a log that is in order, as files with the original's names.</summary>
internal sealed class LogExtractCommand : CliCommand
{
    private readonly Option<string> _log = CommandOptions.Log();
    private readonly Option<string> _key = CommandOptions.LogKey();
    private readonly Option<string> _output = new("--output", "-o") { Description = "the folder to write to, made where it is missing", Required = true, HelpName = "FOLDER" };
    private readonly Option<string> _encoding = new("--encoding", "-e") { Description = "how OEM certificates are written: PEM or DER", HelpName = "PEM|DER", DefaultValueFactory = _ => "PEM" };
    private readonly Option<bool> _skipNxp = new("--skip-nxp", "-sn") { Description = "leave the DIE certificates out" };
    private readonly Option<bool> _skipOem = new("--skip-oem", "-so") { Description = "leave the OEM certificates out" };
    private readonly Option<int?> _index = new("--cert-index", "-i") { Description = "write only the OEM certificate at this place of each record: 0 to 3", HelpName = "N" };
    private readonly Option<string?> _beginsAt = new("--begins-at") { Description = "where a log begins that does not begin with the card's first record: counter and start hash", HelpName = "COUNTER:HASH" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LogExtractCommand(CommandContext context)
        : base("extract", context, "log extract -l log.db -k oem_log.pub -o certificates", "log extract -l log.db -k oem_log.pub -o certificates -e DER --cert-index 0")
    {
        foreach (var option in (Option[])[_log, _key, _output, _encoding, _skipNxp, _skipOem, _index, _beginsAt, _force])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_log));
        string folder = Context.FullPath(parse.GetRequiredValue(_output));
        var choice = Choice(parse);
        return LogFile.Use(Context.Disk, path, () =>
        {
            using var log = LogReader.Open(path, Context.Disk);
            DemandOrder(log, parse);
            if (!parse.GetValue(_force))
                DemandFree(log, folder, choice);
            Print(Write(log, folder, choice), folder);
            return ExitCode.Done;
        });
    }

    private ExtractChoice Choice(ParseResult parse)
    {
        string encoding = parse.GetRequiredValue(_encoding);
        if (!encoding.Equals("PEM", StringComparison.OrdinalIgnoreCase) && !encoding.Equals("DER", StringComparison.OrdinalIgnoreCase))
            throw FrameFaults.Usage.Exception($"--encoding {encoding} is neither PEM nor DER");
        int? index = parse.GetValue(_index);
        if (index is < 0 or >= AuditLimits.OemCertificates)
            throw FrameFaults.Usage.Exception($"--cert-index is a number from 0 to {AuditLimits.OemCertificates - 1}");
        return new()
        {
            Nxp = !parse.GetValue(_skipNxp),
            Oem = !parse.GetValue(_skipOem),
            Index = index,
            Pem = encoding.Equals("PEM", StringComparison.OrdinalIgnoreCase),
        };
    }

    // Nothing is written of a log that is not in order: a certificate from it proves nothing.
    private void DemandOrder(LogReader log, ParseResult parse)
    {
        using var key = KeyInput.Read(Context, parse.GetRequiredValue(_key), f => KeyFile.ReadPublic(f));
        Context.Progress.Report($"verify {log.Path}");
        var verdict = LogVerifier.Verify(log, new LogPolicy
        {
            Key = key,
            BeginsAt = parse.GetValue(_beginsAt) is { } text ? LogBeginning.Parse(text).OrThrow("--begins-at") : null,
            Jobs = Environment.ProcessorCount,
        });
        if (!verdict.Ok)
            throw LogCommandFaults.Rejected.Exception($"{log.Path} is rejected: {VerdictWords.Count(verdict.FaultCount, "fault")}, the first: {VerdictWords.Of(verdict.Faults[0])}");
    }

    private void DemandFree(LogReader log, string folder, ExtractChoice choice)
    {
        foreach (var file in Files(log, choice))
        {
            string path = Path.Combine(folder, file.Name);
            if (Context.Disk.Exists(path))
                throw LogCommandFaults.Exists.Exception($"{path} exists");
        }
    }

    private (long Nxp, long Oem) Write(LogReader log, string folder, ExtractChoice choice)
    {
        Context.Disk.CreateFolder(folder);
        long nxp = 0;
        long oem = 0;
        foreach (var file in Files(log, choice))
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            Context.Disk.Replace(Path.Combine(folder, file.Name), file.Bytes);
            (nxp, oem) = file.IsOem ? (nxp, oem + 1) : (nxp + 1, oem);
            Context.Progress.Report("extract", nxp + oem);
        }

        return (nxp, oem);
    }

    private static IEnumerable<ExtractedFile> Files(LogReader log, ExtractChoice choice) =>
        log.Rows().SelectMany(row => CertificateExtract.Of(row.ToRecord().OrThrow(log.Path), choice));

    private void Print((long Nxp, long Oem) written, string folder)
    {
        Context.Progress.Clear();
        if (!Context.Json)
        {
            Context.Output.WriteLine($"wrote {VerdictWords.Count(written.Nxp, "DIE certificate")} and {VerdictWords.Count(written.Oem, "OEM certificate")} to {folder}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("folder", folder);
            json.WriteNumber("nxp", written.Nxp);
            json.WriteNumber("oem", written.Oem);
            json.WriteEndObject();
        });
    }
}
