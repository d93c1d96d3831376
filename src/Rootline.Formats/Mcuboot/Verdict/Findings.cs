namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>What has been seen so far, in the order of the loader.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _list = [];

    /// <summary>Everything seen.</summary>
    public IReadOnlyList<Finding> All => _list;

    /// <summary>Whether a rule was broken.</summary>
    /// <param name="rule">The rule.</param>
    public bool Broke(BootRule rule) => _list.Any(f => f.Rule == rule);

    /// <summary>A rule is broken.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="what">By what.</param>
    public void Break(BootRule rule, string what) => _list.Add(new(rule, what));

    /// <summary>A remark.</summary>
    /// <param name="what">What.</param>
    public void Remark(string what) => _list.Add(new(null, what));
}
