using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Rules;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary>The options that say what a token is judged against.</summary>
internal sealed class TermsOptions
{
    private readonly Option<string?> _challenge = new("--challenge") { Description = "the challenge that the device was asked with", HelpName = "HEX" };
    private readonly Option<string?> _nonces = new("--nonces") { Description = "the challenges given out by attest nonce; an answered one is used up", HelpName = "FILE" };
    private readonly Option<string?> _bootSeed = new("--boot-seed") { Description = "the boot seed that the session began with", HelpName = "HEX" };
    private readonly Option<string?> _policy = new("--policy") { Description = "what is wanted of the device (YAML or JSON, docs/attest.md)", HelpName = "FILE" };
    private readonly Option<string?> _rules = new("--profile-rules") { Description = "whose rules the claims are judged by; the token's own profile decides unless it is given", HelpName = "NAME" };

    /// <summary>Makes the options.</summary>
    public TermsOptions() => _rules.AcceptOnlyFromAmong([.. ProfileRuleSets.Names]);

    /// <summary>All of them in the order in which help shows them.</summary>
    public IEnumerable<Option> All => [_challenge, _nonces, _bootSeed, _policy, _rules];

    /// <summary>Reads them and the files that they name.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="parse">The command line.</param>
    /// <returns>The terms with the book of nonces, which is the caller's.</returns>
    public HeldTerms Open(CommandContext context, ParseResult parse)
    {
        var challenge = parse.GetValue(_challenge) is { } text ? Challenge(text) : default(ReadOnlyMemory<byte>?);
        string? nonces = parse.GetValue(_nonces) is { } name ? context.FullPath(name) : null;
        if (challenge is not null && nonces is not null)
            throw AttestFaults.Challenge.Exception("--challenge and --nonces were both given");
        var terms = new TokenTerms
        {
            RuleSet = parse.GetValue(_rules) ?? ProfileRuleSets.Any,
            Challenge = challenge,
            Time = context.Clock.GetUtcNow(),
            BootSeed = parse.GetValue(_bootSeed) is { } seed ? TokenFiles.Hex("--boot-seed", seed) : default(ReadOnlyMemory<byte>?),
            Policy = parse.GetValue(_policy) is { } policy ? AttestPolicyConfig.Read(context, policy) : new(),
        };
        return new(context, terms, nonces);
    }

    private static byte[] Challenge(string text)
    {
        byte[] challenge = TokenFiles.Hex("--challenge", text);
        return NonceRule.IsLength(challenge.Length) ? challenge : throw AttestFaults.Challenge.Exception($"--challenge has {challenge.Length} bytes");
    }
}
