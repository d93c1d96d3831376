using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>Faults in the order of their finding: the first are listed, all are counted.</summary>
internal sealed class FaultList
{
    private readonly List<LogFault> _listed = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first <see cref="VerdictLimits.Faults"/> of them.</summary>
    public IReadOnlyList<LogFault> Listed => _listed;

    /// <summary>Adds one.</summary>
    public void Add(LogFault fault)
    {
        Count++;
        if (_listed.Count < VerdictLimits.Faults)
            _listed.Add(fault);
    }
}
