using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary>Sums a log up for its seal, and holds it against one.</summary>
internal static class SealedLog
{
    /// <summary>Sums up all records.</summary>
    /// <param name="context">Cancellation and progress.</param>
    /// <param name="log">The log.</param>
    /// <exception cref="FaultException">The log is empty, or a row holds no record or does not follow the one before it.</exception>
    public static LogSum Sum(CommandContext context, LogReader log) =>
        Sum(context, log, long.MaxValue) ?? throw SealFaults.Unsound.Exception($"{log.Path} holds no record");

    /// <summary>Demands that a seal is signed by one of the keys and that one of the logs holds what it sealed.</summary>
    /// <param name="context">Disk, cancellation, progress.</param>
    /// <param name="request">The logs, seals and keys, as the operator named them.</param>
    /// <exception cref="FaultException"><see cref="SealFaults.Signature"/> or <see cref="SealFaults.Broken"/>, among others.</exception>
    public static void Demand(CommandContext context, LogVerifyRequest request)
    {
        if (request.Seals.Count == 0)
            return;
        var desk = ContextAsker.Desk(context);
        List<PublicKeyInfo> keys = [.. request.SealKeys.Select(desk.ReadPublic)];
        foreach (string name in request.Seals)
        {
            var seal = LogSealJson.Decode(context.Disk.ReadAll(context.FullPath(name), LogSealJson.MaxLength)).OrThrow(name);
            if (!keys.Any(seal.IsSignedBy))
                throw SealFaults.Signature.Exception($"{name}: none of {keys.Count} keys signed it");
            if (!request.Logs.Any(l => Holds(context, context.FullPath(l), request.Card, seal)))
                throw SealFaults.Broken.Exception($"{name}: no log that is given holds the {seal.Sum.Records} records of card {seal.CardId} with the counters {seal.Sum.First} to {seal.Sum.Last} as they were sealed");
            if (!context.Json)
                context.Output.WriteLine($"sealed: card {seal.CardId}: {seal.Sum.Records} records, counters {seal.Sum.First} to {seal.Sum.Last}, by {seal.By} at {Proof.Log.LogVerdictJson.Time(seal.Time)}");
        }
    }

    private static bool Holds(CommandContext context, string path, string? card, LogSeal seal)
    {
        using var log = LogReader.Open(path, context.Disk);
        if ((log.CardId ?? card) != seal.CardId)
            return false;
        try
        {
            // What was recorded after the seal is not its business.
            return seal.Sum.Equals(Sum(context, log, seal.Sum.Records));
        }
        catch (FaultException e) when (e.Fault.Code == SealFaults.Unsound || e.Fault.Code == AuditFaults.Row)
        {
            return false;
        }
    }

    private static LogSum? Sum(CommandContext context, LogReader log, long records)
    {
        using var summer = new LogSummer();
        long read = 0;
        foreach (var row in log.Rows())
        {
            if (read == records)
                break;
            context.Cancellation.ThrowIfCancellationRequested();
            if (summer.Add(row) is { } fault)
                throw fault.In(log.Path).ToException();
            if (++read % 1000 == 0)
                context.Progress.Report("sum records up", read);
        }

        return summer.Sum;
    }
}
