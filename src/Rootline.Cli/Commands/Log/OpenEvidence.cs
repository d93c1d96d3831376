using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;
using Rootline.Ledger.Station;
using Rootline.Proof.Log;

namespace Rootline.Cli.Commands.Log;

/// <summary>The logs under judgement, open and sorted by card, and what is known of the cards from elsewhere.</summary>
internal sealed class OpenEvidence : IDisposable
{
    private readonly List<LogReader> _readers = [];
    private long _read;

    private OpenEvidence()
    {
    }

    /// <summary>The evidence, card by card.</summary>
    public IReadOnlyList<CardEvidence> Cards { get; private set; } = [];

    /// <summary>Opens logs and sorts them by card.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="logs">The logs, as the operator named them.</param>
    /// <param name="card">The card of the logs that do not name theirs, or null.</param>
    public static OpenEvidence Open(CommandContext context, IEnumerable<string> logs, string? card)
    {
        var evidence = new OpenEvidence();
        try
        {
            List<LogSource> sources = [];
            foreach (string name in logs)
            {
                var reader = LogReader.Open(context.FullPath(name), context.Disk);
                evidence._readers.Add(reader);
                sources.Add(new(name, reader.CardId ?? card, evidence.Watched(context, reader), reader.Warnings));
            }

            evidence.Cards = CardEvidence.Arrange(sources);
            return evidence;
        }
        catch
        {
            evidence.Dispose();
            throw;
        }
    }

    /// <summary>Adds what the command line says about the cards.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="request">What was asked for.</param>
    public void Add(CommandContext context, LogVerifyRequest request)
    {
        if (request.BeginsAt is { } beginning)
            Change(null, "--begins-at", c => c with { BeginsAt = beginning });
        foreach (var expected in request.Expected)
            Change(expected.CardId, "--expect-counter", c => c with { ExpectCounter = expected.Counter });
        if (request.Config is { } config)
            AskCard(context, config);
    }

    /// <summary>Adds what the stations say in their device records, where the logs hold any.</summary>
    /// <param name="context">What the command works with.</param>
    public void AddStationWords(CommandContext context) =>
        Cards = [.. Cards.Select(c => c with { Station = StationWords(context, c) })];

    /// <summary>Closes the logs.</summary>
    public void Dispose()
    {
        foreach (var reader in _readers)
            reader.Dispose();
    }

    private static StationWord? StationWords(CommandContext context, CardEvidence card)
    {
        StationWord? word = null;
        foreach (var log in card.Logs)
        {
            try
            {
                using var devices = DeviceLog.Open(context.FullPath(log.Name), context.Disk);
                word ??= new();
                foreach (var record in devices.Records())
                    word.Hear(record);
            }
            catch (FaultException e) when (e.Fault.Code == LedgerFaults.NoDevices || e.Fault.Code == SqliteFaults.WriteAheadLog)
            {
                // The original's log, or an exported one, or one without its write-ahead log: it says nothing about devices.
            }
        }

        return word;
    }

    private void AskCard(CommandContext context, string config)
    {
        using var card = OpenCard.Open(context, CardAccess.Read(context, config));
        string id = card.Session.Id;
        if (!Cards.Any(c => c.CardId is null || c.CardId == id))
            throw LedgerFaults.OtherCard.Exception($"{_readers[0].Path} belongs to card {Cards[0].CardId}, the card is {id}");
        uint counter = card.Session.ReadCounter();
        uint quota = counter + card.Session.ReadRemainder();
        Cards = [.. Cards.Select(c => (c.CardId ?? id) == id ? c with { ExpectCounter = counter, Quota = quota } : c)];
    }

    private void Change(string? card, string option, Func<CardEvidence, CardEvidence> change)
    {
        if (card is null && Cards.Count > 1)
            throw FrameFaults.Usage.Exception($"{option} does not say which of {Cards.Count} cards it is about");
        if (card is not null && Cards.All(c => c.CardId != card))
            throw FrameFaults.Usage.Exception($"{option} speaks of card {card}, of which no log is given");
        Cards = [.. Cards.Select(c => card is null || c.CardId == card ? change(c) : c)];
    }

    private IEnumerable<LogRow> Watched(CommandContext context, LogReader log)
    {
        foreach (var row in log.Rows())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (++_read % 1000 == 0)
                context.Progress.Report("verify records", _read);
            yield return row;
        }
    }
}
