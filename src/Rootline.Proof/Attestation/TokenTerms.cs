using Rootline.Formats.Psa.Rules;

namespace Rootline.Proof.Attestation;

/// <summary>What a token is judged against.</summary>
public sealed record TokenTerms
{
    /// <summary>The rules for its claims, one of <see cref="ProfileRuleSets.Names"/>.</summary>
    public string RuleSet { get; init; } = ProfileRuleSets.Any;

    /// <summary>The challenge that it must answer; null when freshness is not judged.</summary>
    public ReadOnlyMemory<byte>? Challenge { get; init; }

    /// <summary>The challenges that were given out, one of which the token must answer; null when <see cref="Challenge"/> says it, or nothing does.</summary>
    public NonceBook? Nonces { get; init; }

    /// <summary>The time by which challenges expire.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The boot seed of the session; null when none is known.</summary>
    public ReadOnlyMemory<byte>? BootSeed { get; init; }

    /// <summary>What the relying party wants.</summary>
    public TokenPolicy Policy { get; init; } = new();

    /// <summary>Whether a published key is only noted: for rehearsals. The token proves nothing then.</summary>
    public bool AllowsPublishedKeys { get; init; }
}
