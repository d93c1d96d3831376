namespace Rootline.Oem.Nxp.Rehearsal;

/// <summary>What came of a cross-check.</summary>
public enum CheckOutcome
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not hold.</summary>
    Failed,

    /// <summary>What it needs was not given.</summary>
    NotChecked,
}

/// <summary>A cross-check and what came of it.</summary>
/// <param name="Id">Its stable name: lower case with hyphens.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Text">What was found: lower case, no full stop.</param>
public sealed record CrossCheck(string Id, CheckOutcome Outcome, string Text)
{
    /// <summary>A check that holds when nothing is wrong; otherwise it says everything that is.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="holds">What to say when it holds.</param>
    /// <param name="wrong">What is wrong.</param>
    internal static CrossCheck Of(string id, string holds, params IEnumerable<string?> wrong)
    {
        string text = string.Join("; ", wrong.OfType<string>());
        return text.Length == 0 ? new(id, CheckOutcome.Passed, holds) : new(id, CheckOutcome.Failed, text);
    }

    /// <summary>A check that could not be made.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="reason">Why.</param>
    internal static CrossCheck Not(string id, string reason) => new(id, CheckOutcome.NotChecked, reason);
}
