using System.Globalization;
using Rootline.Core.Disks;

namespace Rootline.Oem.Nxp;

/// <summary>
/// What was done to a card at the OEM's desk, in <c>card-SERIAL.journal</c>: each step is durable before the next begins.
/// Loading a card begins its journal anew.
/// </summary>
public sealed class CardJournal
{
    private readonly IDisk _disk;
    private readonly ulong _serial;
    private readonly TimeProvider _clock;
    private List<JournalEntry> _entries;

    private CardJournal(IDisk disk, string path, ulong serial, TimeProvider clock)
    {
        (_disk, Path, _serial, _clock) = (disk, path, serial, clock);
        _entries = disk.Exists(path) ? [.. CardJournalCodec.Parse(serial, disk.ReadAll(path, CardJournalCodec.MaxLength)).OrThrow(path)] : [];
    }

    /// <summary>The journal's file.</summary>
    public string Path { get; }

    /// <summary>The last step, or null where nothing was done.</summary>
    public JournalEntry? Last => _entries.Count == 0 ? null : _entries[^1];

    /// <summary>Reads a card's journal.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="folder">The folder of the journals; made where it is missing.</param>
    /// <param name="serial">The card's serial number.</param>
    /// <param name="clock">The time of the entries to come.</param>
    /// <exception cref="Core.Faults.FaultException">The journal is damaged (<see cref="OemFaults.Journal"/>).</exception>
    public static CardJournal Open(IDisk disk, string folder, ulong serial, TimeProvider clock)
    {
        disk.CreateFolder(folder);
        return new(disk, System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"card-{serial}.journal")), serial, clock);
    }

    /// <summary>Begins the journal of a load.</summary>
    /// <param name="plan">The plan's digest.</param>
    internal void Start(ReadOnlyMemory<byte> plan)
    {
        _entries = [];
        Append(JournalStep.Started, plan);
    }

    /// <summary>Adds the step after the last one, for the same plan.</summary>
    /// <param name="step">The step.</param>
    internal void Advance(JournalStep step) => Append(step, Last!.Plan);

    private void Append(JournalStep step, ReadOnlyMemory<byte> plan)
    {
        _entries.Add(new(step, _clock.GetUtcNow().ToUniversalTime(), plan));
        _disk.Replace(Path, CardJournalCodec.Write(_serial, _entries));
    }
}
