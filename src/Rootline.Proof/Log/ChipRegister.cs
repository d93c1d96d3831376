using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>
/// Which chip stands in which record. This is the one thing that grows with the logs: some 50 bytes a chip, so that no chip is
/// overlooked however far apart its records are.
/// </summary>
internal sealed class ChipRegister
{
    private readonly Dictionary<UInt128, (int Log, long Row)> _places = [];
    private readonly List<string> _logs = [];

    /// <summary>Begins the next log.</summary>
    public void Begin(string log) => _logs.Add(log);

    /// <summary>Enters a chip of the present log.</summary>
    /// <param name="chip">Its UUID.</param>
    /// <param name="row">The row.</param>
    /// <returns>Where it stands already, in words, or null when it is new.</returns>
    public string? Enter(UInt128 chip, long row)
    {
        int log = _logs.Count - 1;
        if (_places.TryAdd(chip, (log, row)))
            return null;
        var place = _places[chip];
        string where = place.Log == log ? "" : $" of {_logs[place.Log]}";
        return $"chip {ChipName.Text(chip)} stands in row {place.Row}{where} already";
    }
}
