using Rootline.Oem.Nxp.Rehearsal;

namespace Rootline.Cli.Rehearsal;

/// <summary>What a rehearsal found.</summary>
/// <param name="Config">The card's configuration.</param>
/// <param name="Family">The family.</param>
/// <param name="Checks">The cross-checks.</param>
/// <param name="Trip">The steps of the twin; empty when the trip was not made.</param>
/// <param name="Closed">What will be closed for ever.</param>
/// <param name="NotRehearsed">What a twin cannot show.</param>
/// <param name="PlanDigest">The digest of what goes into the card, lower-case hexadecimal.</param>
internal sealed record RehearsalReport(
    string Config,
    string Family,
    IReadOnlyList<CrossCheck> Checks,
    IReadOnlyList<TwinStep> Trip,
    IReadOnlyList<string> Closed,
    IReadOnlyList<string> NotRehearsed,
    string PlanDigest)
{
    /// <summary>Whether every check that could be made holds and the trip ended well.</summary>
    public bool IsOk => Checks.All(c => c.Outcome != CheckOutcome.Failed) && Trip.Count > 0 && Trip.All(s => s.Ok);

    /// <summary>The digest that sealing asks for; null when the rehearsal failed.</summary>
    public string? Digest => IsOk ? PlanDigest : null;

    /// <summary>How many checks failed, and the step that did, in words.</summary>
    public string Failure
    {
        get
        {
            int failed = Checks.Count(c => c.Outcome == CheckOutcome.Failed);
            string checks = failed == 1 ? "1 cross-check failed" : $"{failed} cross-checks failed";
            return Trip.FirstOrDefault(s => !s.Ok) is { } step
                ? (failed > 0 ? $"{checks}, and the twin failed at {step.Name}: {step.Text}" : $"the twin failed at {step.Name}: {step.Text}")
                : checks;
        }
    }
}
