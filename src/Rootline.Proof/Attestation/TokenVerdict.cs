using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cca;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>The verdict on one token.</summary>
/// <param name="Standing">What it is worth.</param>
/// <param name="Reasons">Every rule that is broken, or why it is not trusted; empty when it is accepted.</param>
/// <param name="Claims">The claims that are as their profile wants them; they are worth nothing when the token is rejected.</param>
public sealed record TokenVerdict(TokenStanding Standing, IReadOnlyList<Fault> Reasons, TokenClaims Claims)
{
    /// <summary>What a reader should know although it breaks no rule.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The token's algorithm; null when there is no envelope.</summary>
    public CoseAlgorithm? Algorithm { get; init; }

    /// <summary>The name of the published key that made the token, or null: with such a key it proves nothing.</summary>
    public string? PublishedKey { get; init; }

    /// <summary>The claims of the realm token of an Arm CCA collection; null of every other token.</summary>
    public RealmClaims? Realm { get; init; }

    /// <summary>Whether it is accepted.</summary>
    public bool Ok => Standing == TokenStanding.Accept;

    /// <summary>The standing's name: <c>accept</c>, <c>reject</c>, <c>untrusted</c>.</summary>
    public string Name => Standing.ToString().ToLowerInvariant();
}
