using System.Collections.Concurrent;
using Xunit;

namespace Rootline.Faults.Trip;

/// <summary>
/// Counts the cases of a sweep and what they violated. The signatures of a run have lengths of their own, so a run may be an
/// operation shorter than the one that its cut was chosen from: such a case is run again, and counted apart when it never
/// meets its cut. Safe for use by several threads.
/// </summary>
internal sealed class CutSweep
{
    private const int MostAttempts = 12;
    private const int NeverMetPerThousand = 2;
    private readonly ConcurrentBag<string> _violations = [];
    private int _cases;
    private int _neverMet;

    /// <summary>Cases whose cuts all came.</summary>
    public int Cases => _cases;

    /// <summary>Cases whose cuts did not come in any attempt.</summary>
    public int NeverMet => _neverMet;

    /// <summary>How many violations were found.</summary>
    public int Violations => _violations.Count;

    /// <summary>Runs a case.</summary>
    /// <param name="name">Names it in violations.</param>
    /// <param name="attempt">Gives what it violated, or null when its cut never came.</param>
    public void Run(string name, Func<List<string>?> attempt)
    {
        for (int i = 0; i < MostAttempts; i++)
        {
            if (attempt() is not { } found)
                continue;
            Interlocked.Increment(ref _cases);
            foreach (string violation in found)
                _violations.Add($"{name}: {violation}");
            return;
        }

        Interlocked.Increment(ref _neverMet);
    }

    /// <summary>Fails on a violation, on too few cases, and on more than a few that never met their cut.</summary>
    /// <param name="leastCases">How many cases there must be at least.</param>
    public void Judge(int leastCases)
    {
        Assert.True(_violations.IsEmpty, string.Join('\n', _violations.Order().Take(20)));
        Assert.True(_cases >= leastCases, $"only {_cases} cases");
        Assert.True(_neverMet * 1000 <= _cases * NeverMetPerThousand, $"{_neverMet} cases never met their cut");
    }
}
