using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary>What a command line of <c>attest verify</c> judges with; its owner disposes it.</summary>
/// <param name="terms">What tokens are judged against.</param>
/// <param name="key">The key; disposed here. Null for claim sets that nobody signed.</param>
internal sealed class TokenDesk(TokenTerms terms, TokenKey? key) : IDisposable
{
    private readonly TokenVerifier? _verifier = key is null ? null : new(new OneTokenKey(key));

    /// <summary>Judges a token, or a claim set.</summary>
    /// <param name="bytes">The file's bytes.</param>
    public TokenVerdict Judge(byte[] bytes) => _verifier?.Judge(bytes, terms) ?? JudgeClaims(bytes);

    /// <summary>Releases the key.</summary>
    public void Dispose() => key?.Dispose();

    private TokenVerdict JudgeClaims(byte[] bytes)
    {
        if (!ClaimJson.IsOne(bytes))
            return TokenVerifier.JudgeClaims(bytes, terms);
        return ClaimJson.Read(bytes, terms.RuleSet).Try(out var set, out var fault)
            ? TokenVerifier.JudgeClaims(set.Payload, terms with { RuleSet = set.RuleSet })
            : new(TokenStanding.Reject, [fault], new());
    }
}
