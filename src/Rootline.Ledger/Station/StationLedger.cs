using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;
using Rootline.Ledger.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>
/// The station's one file: the NXP log of version 2, which the original reads, with the journal of runs and the device
/// records beside it; where no scheme of the station has a card, the log is empty and names none. Every method that records something returns when it is durable, in one transaction, or throws and
/// nothing of it is there. One process holds the file at a time, one thread this object.
/// </summary>
public sealed class StationLedger : IDisposable
{
    /// <summary>The card's id in a ledger without a card.</summary>
    public const string NoCard = "";

    private readonly IDisposable _lock;
    private readonly SqliteConnection _database;
    private readonly RunTable _runs;
    private readonly RecordTable _records;
    private readonly DeviceTable _devices;
    private readonly SignatureTable _signatures;
    private bool _unusable;

    private StationLedger(string cardId, StationOptions options, IDisposable held, SqliteConnection database, TimeProvider time)
    {
        (CardId, Options, _lock, _database) = (cardId, options, held, database);
        _runs = new(database, time);
        _records = new(database, options.Beginning);
        _devices = new(database);
        _signatures = new(database);
    }

    /// <summary>The file's path.</summary>
    public string Path => _database.Path;

    /// <summary>The id of the card that the ledger belongs to; <see cref="NoCard"/> where it has none.</summary>
    public string CardId { get; }

    /// <summary>What the ledger was opened with.</summary>
    public StationOptions Options { get; }

    /// <summary>Opens the station's file, or creates it.</summary>
    /// <param name="path">The file's path; the lock lies beside it as <c>PATH.lock</c>.</param>
    /// <param name="cardId">The card's id as text.</param>
    /// <param name="options">Disk, operator, lot.</param>
    /// <param name="time">The clock of the journal.</param>
    /// <exception cref="FaultException">
    /// Held by another station, another card's, a log of version 1, no ledger, or unreadable (<see cref="LedgerFaults"/>,
    /// <see cref="LogFaults"/>, <see cref="SqliteFaults"/>).
    /// </exception>
    public static StationLedger Open(string path, string cardId, StationOptions options, TimeProvider time) =>
        Hold(path, cardId, options, time);

    /// <summary>Opens, or creates, the file of a station whose schemes have no card.</summary>
    /// <param name="path">The file's path; the lock lies beside it as <c>PATH.lock</c>.</param>
    /// <param name="options">Disk, operator, lot.</param>
    /// <param name="time">The clock of the journal.</param>
    /// <exception cref="FaultException">As for <see cref="Open"/>; <see cref="LedgerFaults.HasCard"/> for the file of a card.</exception>
    public static StationLedger OpenWithoutCard(string path, StationOptions options, TimeProvider time) =>
        Hold(path, NoCard, options, time);

    /// <summary>Opens a station's file that exists, without its card: for work that asks the card nothing.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">Disk, operator, lot.</param>
    /// <param name="time">The clock of the journal.</param>
    /// <exception cref="FaultException">
    /// As for <see cref="Open"/>, or missing, or a log without a journal (<see cref="LedgerFaults.NoDevices"/>).
    /// </exception>
    public static StationLedger OpenExisting(string path, StationOptions options, TimeProvider time) =>
        options.Disk.Exists(path) ? Hold(path, null, options, time) : throw DiskFaults.Missing.Exception($"{path} does not exist");

    private static StationLedger Hold(string path, string? cardId, StationOptions options, TimeProvider time)
    {
        var held = options.Disk.TryLock(path + ".lock")
            ?? throw LedgerFaults.InUse.Exception($"{path} is held by another station ({path}.lock is locked)");
        SqliteConnection? database = null;
        try
        {
            if (options.Disk.Exists(path) && WriteAheadHeader.IsSet(options.Disk, path))
                throw SqliteFaults.WriteAheadLog.Exception($"{path} was switched to a write-ahead log by another program");
            database = SqliteConnection.Open(path, new()
            {
                Access = SqliteAccess.Create,
                Vfs = options.Vfs,
                BusyWait = options.BusyWait,
            });
            string owner = StationSchema.Prepare(database, cardId);
            return new(owner, options, held, database, time);
        }
        catch
        {
            database?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>The runs that are not at their end, by rising number.</summary>
    public IReadOnlyList<Run> OpenRuns() => _runs.Open();

    /// <summary>The highest counter of a unit that was counted for a run and whose record never arrived, or null.</summary>
    public uint? LastLostUnit() => _runs.LastLostUnit();

    /// <summary>All runs of a device, by rising number.</summary>
    /// <param name="chip">The device's name: see <see cref="ProvisioningScheme"/>.</param>
    public IReadOnlyList<Run> RunsOf(string chip) => _runs.Of(chip);

    /// <summary>The counter of the unit that a run used, where its record is in the log; null where it is not.</summary>
    /// <param name="run">The run.</param>
    public uint? CounterOf(Run run) => _records.CounterOf(run.NxpRow);

    /// <summary>The last record of the NXP log, or null.</summary>
    public LoggedRecord? LastRecord() => _records.Last();

    /// <summary>How many records the NXP log has.</summary>
    public long CountRecords() => _records.Count();

    /// <summary>The records of the NXP log by rising row, one at a time.</summary>
    public IEnumerable<LoggedRecord> Records() => _records.All();

    /// <summary>The device records in the order of their making, one at a time.</summary>
    public IEnumerable<DeviceRecord> DeviceRecords() => _devices.All();

    /// <summary>The device records with what the station signed of them, in the order of their making, one at a time.</summary>
    public IEnumerable<SignedRecord> SignedRecords() => _signatures.All();

    /// <summary>The id that the next device record names as its previous one, or null for the first.</summary>
    public string? LastDeviceRecordId() => _devices.LastId();

    /// <summary>Makes a run durable, before anything is asked of card or chip.</summary>
    /// <param name="chip">The device's name, as <see cref="ProvisioningScheme"/> says for its scheme; it must have no open run.</param>
    /// <param name="scheme">The provisioning scheme; it has a card exactly where the ledger has one.</param>
    public Run Begin(string chip, string scheme = DeviceRecord.NxpTrustProvisioning)
    {
        if (!ProvisioningScheme.IsDevice(scheme, chip))
            throw CoreFaults.Defect.Exception($"{chip} is no name of a device of the scheme {scheme}");
        if (ProvisioningScheme.HasCard(scheme) == (CardId == NoCard))
            throw CoreFaults.Defect.Exception($"a run of the scheme {scheme} does not belong into {Path}");
        return Commit(() =>
        {
            if (RunsOf(chip).FirstOrDefault(r => !RunTransitions.IsFinal(r.State)) is { } open)
                throw LedgerFaults.Transition.Exception($"chip {chip} has run {open.Id}, which is {RunRow.Name(open.State)}");
            return _runs.Insert(scheme, chip, CardId);
        });
    }

    /// <summary>Makes the chip's response durable, before the card sees it.</summary>
    /// <param name="run">The run, started.</param>
    /// <param name="challenge">The card's challenge container.</param>
    /// <param name="response">The chip's response container.</param>
    public Run RecordProof(Run run, byte[] challenge, byte[] response) =>
        Commit(() => Move(run, RunState.Proved, r => r with { Challenge = challenge, Response = response }));

    /// <summary>Makes the card's answer and its record durable, in one transaction, before the chip sees the answer.</summary>
    /// <param name="run">The run, proved.</param>
    /// <param name="answer">The card's answer container (wrapped data).</param>
    /// <param name="record">The record in it; it must follow the log's last record.</param>
    /// <exception cref="FaultException">
    /// <see cref="LedgerFaults.LostRecord"/>, <see cref="LedgerFaults.OldRecord"/> or <see cref="LedgerFaults.BrokenChain"/>:
    /// the record does not follow, and nothing was recorded.
    /// </exception>
    public Run RecordAnswer(Run run, byte[] answer, AuditRecord record) => RecordAnswer(run, answer, record, acceptLoss: false);

    /// <summary>
    /// As <see cref="RecordAnswer(Run, byte[], AuditRecord)"/> where the operator accepted by name that records of the card
    /// before this one are lost; the log keeps the gap, and its verification names it.
    /// </summary>
    /// <param name="run">The run, proved.</param>
    /// <param name="answer">The card's answer container (wrapped data).</param>
    /// <param name="record">The record in it.</param>
    public Run RecordAnswerAfterLoss(Run run, byte[] answer, AuditRecord record) => RecordAnswer(run, answer, record, acceptLoss: true);

    /// <summary>Makes durable that the answer, or the device's own secrets, go to the chip, before their first byte does.</summary>
    /// <param name="run">The run, answered, or started where there is no card; one that is delivering stays so, and nothing is written.</param>
    public Run RecordDelivering(Run run) =>
        run.State == RunState.Delivering ? run : Commit(() => Move(run, RunState.Delivering, r => r));

    /// <summary>Makes durable that the chip refused the answer in a way that it will repeat; the run stays open.</summary>
    /// <param name="run">The run, delivering.</param>
    /// <param name="code">The chip's own code.</param>
    public Run RecordRefusal(Run run, string code) => Commit(() => Move(run, RunState.Delivering, r => r with { Refusal = code }));

    /// <summary>Makes durable that the chip took what it was given.</summary>
    /// <param name="run">The run, delivering.</param>
    public Run RecordDelivery(Run run) => Commit(() => Move(run, RunState.Delivered, r => r));

    /// <summary>
    /// Ends a run that used a unit or gave a device its secrets: writes its device record, and the run is done, or for the outcomes spent and unconfirmed
    /// it is spent. One transaction; the record is signed before it where the station has a key for that.
    /// </summary>
    /// <param name="run">The run: delivered for the outcome done; proved, answered, delivering or delivered otherwise, started where there is no card.</param>
    /// <param name="record">The device record; it names <see cref="LastDeviceRecordId"/> as the previous one.</param>
    /// <param name="note">Why it was not done, or null.</param>
    public Run Finish(Run run, DeviceRecord record, string? note = null) => End(run with { Note = note }, record);

    /// <summary>Ends a run whose unit was counted and whose answer is lost for ever: it is spent. One transaction.</summary>
    /// <param name="run">The run, proved.</param>
    /// <param name="record">The device record, with the outcome spent.</param>
    /// <param name="unit">The unit's counter.</param>
    /// <param name="note">Why.</param>
    public Run Lose(Run run, DeviceRecord record, uint unit, string note) =>
        End(run with { Note = note, LostUnit = unit }, record);

    /// <summary>Ends a run that used no unit and gave no secret.</summary>
    /// <param name="run">The run: started, or proved when it is known that the card counted nothing.</param>
    /// <param name="reason">Why.</param>
    public Run Abandon(Run run, string reason) => Commit(() => Move(run, RunState.Abandoned, r => r with { Note = reason }));

    /// <summary>Closes the file and lets go of its lock.</summary>
    public void Dispose()
    {
        _database.Dispose();
        _lock.Dispose();
    }

    private Run RecordAnswer(Run run, byte[] answer, AuditRecord record, bool acceptLoss) => Commit(() =>
    {
        long row = _records.Append(record, acceptLoss);
        return Move(run, RunState.Answered, r => r with { Answer = answer, NxpRow = row });
    });

    // The signature is asked for before the transaction: whoever keeps the key may take its time, or refuse.
    private Run End(Run run, DeviceRecord record)
    {
        string id = record.Id;
        var signature = Options.RecordSigner is { } signer ? RecordSignature.Of(signer, id) : null;
        return Commit(() =>
        {
            var journaled = _runs.Get(run.Id);
            _devices.Append(journaled, _records.CounterOf(journaled.NxpRow), record);
            if (signature is not null)
                _signatures.Append(id, signature);
            _runs.Move(run with { State = record.Outcome == DeviceOutcome.Done ? RunState.Done : RunState.Spent });
            return run.Id;
        });
    }

    private long Move(Run run, RunState state, Func<Run, Run> change)
    {
        _runs.Move(change(run with { State = state, Note = null }));
        return run.Id;
    }

    private Run Commit(Func<long> body)
    {
        if (_unusable)
            throw LedgerFaults.Unusable.Exception($"{Path} is not written again after a failure");
        try
        {
            long id = 0;
            _database.Transact(() => id = body());
            return _runs.Get(id);
        }
        catch (Exception e)
        {
            _unusable = !IsRolledBack(e);
            throw;
        }
    }

    // After these nothing is half done and nothing is in doubt; after any other failure only a new look at the file tells.
    private bool IsRolledBack(Exception e) =>
        _database.IsIdle
        && e is FaultException { Fault.Code: var code }
        && (code == DiskFaults.Full || code == SqliteFaults.Locked || code.Party is Party.Card or Party.Internal or Party.Operator or Party.File
            || code == LedgerFaults.LostRecord);
}
