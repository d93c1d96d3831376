using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary><c>rootline log seal</c>: whoever hands a log over signs what it holds, with a key of any custody.</summary>
internal sealed class LogSealCommand : CliCommand
{
    private readonly Option<string> _log = CommandOptions.Log();
    private readonly Option<string> _key = new("--key") { Description = "who signs: a key file, program:... or pkcs11:... (docs/keys.md)", Required = true, HelpName = "KEY" };
    private readonly Option<string> _by = new("--by") { Description = "who seals it", Required = true, HelpName = "NAME" };
    private readonly Option<string?> _card = new("--card") { Description = "the card's id, for a log of version 1, which does not hold it", HelpName = "ID" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "the seal to write", Required = true, HelpName = "FILE" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LogSealCommand(CommandContext context)
        : base(
            "seal",
            context,
            "log seal -l log.db --by anna --key 'pkcs11:token=factory;object=handover?module-path=/usr/lib/softhsm/libsofthsm2.so' -o log.seal",
            "log verify -l log.db -k oem_log.pub --seal log.seal --seal-key handover-pub.pem")
    {
        foreach (var option in (Option[])[_log, _key, _by, _card, _output, _force])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_log));
        string destination = Context.FullPath(parse.GetRequiredValue(_output));
        string by = parse.GetRequiredValue(_by);
        if (by.Length is 0 or > WaiverLimits.Name)
            throw FrameFaults.Usage.Exception($"--by has {by.Length} characters, it takes 1 to {WaiverLimits.Name}");
        var unsigned = LogFile.Use(Context.Disk, path, () =>
        {
            LogFile.DemandFree(Context.Disk, path, destination, parse.GetValue(_force));
            using var log = LogReader.Open(path, Context.Disk);
            string card = log.CardId ?? parse.GetValue(_card)
                ?? throw LogFaults.NoCard.Exception($"{path} is a log of version 1", "name the card's id with --card: a version 1 log does not hold it");
            return new LogSeal { CardId = card, Sum = SealedLog.Sum(Context, log), By = by, Time = Context.Clock.GetUtcNow() };
        });
        using var signer = ContextAsker.Desk(Context).OpenSigner(parse.GetRequiredValue(_key));
        var seal = unsigned.SignedWith(signer);
        Context.Disk.Replace(destination, LogSealJson.Encode(seal));
        Context.Progress.Clear();
        Print(destination, seal);
        return ExitCode.Done;
    }

    private void Print(string destination, LogSeal seal)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"wrote {destination}: card {seal.CardId}, {seal.Sum.Records} records, counters {seal.Sum.First} to {seal.Sum.Last}");
            Context.Output.WriteLine($"signed with the key of SHA-256 {Convert.ToHexStringLower(seal.Key)}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", destination);
            json.WriteString("card", seal.CardId);
            json.WriteNumber("records", seal.Sum.Records);
            json.WriteNumber("first", seal.Sum.First);
            json.WriteNumber("last", seal.Sum.Last);
            json.WriteString("publicKeySha256", Convert.ToHexStringLower(seal.Key));
            json.WriteEndObject();
        });
    }
}
