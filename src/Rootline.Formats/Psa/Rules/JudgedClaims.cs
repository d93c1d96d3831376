using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Rules;

/// <summary>The claims of a token that are as their profile wants them, and what is wrong with the others.</summary>
/// <param name="Claims">The good ones; what is wrong is null here.</param>
/// <param name="Reasons">The rules that are broken; empty for a good claim set.</param>
/// <param name="Notes">Known defects of firmware that were tolerated, in words.</param>
public sealed record JudgedClaims(TokenClaims Claims, IReadOnlyList<Fault> Reasons, IReadOnlyList<string> Notes)
{
    /// <summary>Judges claims by a set of rules.</summary>
    /// <param name="set">The payload.</param>
    /// <param name="ruleSet">One of <see cref="ProfileRuleSets.Names"/>.</param>
    public static JudgedClaims Of(ClaimSet set, string ruleSet) => ProfileRuleSets.For(ruleSet, set).Try(out var rules, out var fault)
        ? new ClaimJudge(set, rules).Judge()
        : new(new(), [fault], []);
}
