using Rootline.Formats.Psa.Chain;
using Rootline.Formats.Psa.Corim;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary>What a command line of <c>attest verify</c> judges with; its owner disposes it.</summary>
/// <param name="held">The terms with the book of nonces; disposed here.</param>
/// <param name="terms">What tokens are judged against.</param>
internal sealed class TokenDesk(HeldTerms held, TokenTerms terms) : IDisposable
{
    private readonly List<ITokenKeys> _places = [];
    private readonly List<IDisposable> _owned = [];
    private TokenTerms _terms = terms;
    private TokenVerifier? _verifier;

    /// <summary>Adds a key for every token.</summary>
    /// <param name="key">The key; disposed here.</param>
    public void Add(TokenKey key) => Add(new OneTokenKey(key), key);

    /// <summary>Adds a store.</summary>
    /// <param name="store">The store; disposed here.</param>
    public void Add(TokenKeyStore store) => Add(store, store);

    /// <summary>Adds what the maker of devices endorses: keys, and reference values beside those of the policy.</summary>
    /// <param name="documents">The files.</param>
    public void Add(List<CorimDocument> documents)
    {
        Add(TokenKeyStore.Of(documents));
        _terms = _terms with { Policy = _terms.Policy with { References = [.. _terms.Policy.References, .. documents.SelectMany(d => d.Software).Select(ReferenceValue.Of)] } };
    }

    /// <summary>Adds roots of makers, whose certificates tokens may bring.</summary>
    /// <param name="roots">The roots.</param>
    public void Add(List<DeviceCertificate> roots)
    {
        var chains = new ChainTokenKeys(roots, _terms.Time);
        Add(chains, chains);
    }

    /// <summary>Judges a token, or a claim set.</summary>
    /// <param name="bytes">The file's bytes.</param>
    public TokenVerdict Judge(byte[] bytes)
    {
        _verifier ??= new(new SeveralTokenKeys(_places));
        var verdict = _places.Count > 0 ? _verifier.Judge(bytes, _terms) : JudgeClaims(bytes);
        held.Use(verdict);
        return verdict;
    }

    /// <summary>Makes durable what judging changed; nothing may be told before.</summary>
    public void Save() => held.Save();

    /// <summary>Releases keys and stores.</summary>
    public void Dispose()
    {
        foreach (var owned in _owned)
            owned.Dispose();
        held.Dispose();
    }

    private void Add(ITokenKeys place, IDisposable owned)
    {
        _places.Add(place);
        _owned.Add(owned);
    }

    private TokenVerdict JudgeClaims(byte[] bytes)
    {
        if (!ClaimJson.IsOne(bytes))
            return TokenVerifier.JudgeClaims(bytes, _terms);
        return ClaimJson.Read(bytes, _terms.RuleSet).Try(out var set, out var fault)
            ? TokenVerifier.JudgeClaims(set.Payload, _terms with { RuleSet = set.RuleSet })
            : new(TokenStanding.Reject, [fault], new());
    }
}
