namespace Rootline.Faults.Kill;

/// <summary>The figures of many killed runs.</summary>
internal sealed class KillTally
{
    private readonly SortedDictionary<string, int> _cutAt = new(StringComparer.Ordinal);
    private readonly List<string> _violations = [];
    private int _runs;
    private int _missed;
    private long _units;
    private long _done;
    private long _lost;

    /// <summary>Stations that were killed.</summary>
    public int Kills => _cutAt.Values.Sum();

    /// <summary>What was not as it must be.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>A station was killed where the journal said so.</summary>
    public void Killed(string state) => _cutAt[state] = _cutAt.GetValueOrDefault(state) + 1;

    /// <summary>A station ended by itself before its moment came.</summary>
    public void Missed() => _missed++;

    /// <summary>A run came to its end.</summary>
    public void Finished(long units, long done, long lost)
    {
        _runs++;
        _units += units;
        _done += done;
        _lost += lost;
    }

    /// <summary>Something is not as it must be.</summary>
    public void Violate(string text) => _violations.Add(text);

    /// <summary>The figures in one line.</summary>
    public override string ToString() =>
        $"{Kills} kills in {_runs} runs of {KilledRun.Devices} devices ({_missed} stations ended before their moment): {_units} units, {_done} done, 0 pending, {_lost} lost by name, "
        + $"{_violations.Count} violations; the journal was cut at {string.Join(", ", _cutAt.Select(c => $"{c.Key} {c.Value}"))}";
}
