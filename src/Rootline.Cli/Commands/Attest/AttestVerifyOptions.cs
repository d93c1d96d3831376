using System.CommandLine;
using System.Security.Cryptography;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary>The options of <c>attest verify</c>.</summary>
internal sealed class AttestVerifyOptions
{
    private readonly Option<string?> _key = new("--key", "-k") { Description = "the key that the tokens must be made with: a public key, a certificate, or the bytes of a symmetric key", HelpName = "FILE" };
    private readonly Option<string?> _challenge = new("--challenge") { Description = "the challenge that the device was asked with", HelpName = "HEX" };
    private readonly Option<string?> _bootSeed = new("--boot-seed") { Description = "the boot seed that the session began with", HelpName = "HEX" };
    private readonly Option<string?> _rules = new("--profile-rules") { Description = "whose rules the claims are judged by; the token's own profile decides unless it is given", HelpName = "NAME" };
    private readonly Option<bool> _unsigned = new("--unsigned-claims") { Description = "judge claim sets alone, in CBOR or JSON, that nobody signed: the verdict proves nothing about a device" };
    private readonly Option<bool> _published = new("--accept-published-keys") { Description = "for rehearsals: take tokens made with keys that everybody knows; they prove nothing" };

    /// <summary>Makes the options.</summary>
    public AttestVerifyOptions() => _rules.AcceptOnlyFromAmong([.. ProfileRuleSets.Names]);

    /// <summary>All of them in the order in which help shows them.</summary>
    public IEnumerable<Option> All => [_key, _challenge, _bootSeed, _rules, _unsigned, _published];

    /// <summary>Reads them and the files that they name.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="parse">The command line.</param>
    /// <returns>The judge; the caller's.</returns>
    public TokenDesk Open(CommandContext context, ParseResult parse)
    {
        var terms = new TokenTerms
        {
            RuleSet = parse.GetValue(_rules) ?? ProfileRuleSets.Any,
            Challenge = parse.GetValue(_challenge) is { } challenge ? Challenge(challenge) : default(ReadOnlyMemory<byte>?),
            BootSeed = parse.GetValue(_bootSeed) is { } seed ? TokenFiles.Hex("--boot-seed", seed) : default(ReadOnlyMemory<byte>?),
            AllowsPublishedKeys = parse.GetValue(_published),
        };
        if (parse.GetValue(_unsigned))
            return new(terms, null);
        if (parse.GetValue(_key) is not { } name)
            throw AttestFaults.NoKey.Exception("neither --key nor --keys nor --corim was given");
        return new(terms, ReadKey(context, name));
    }

    /// <summary>Reads a key file.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="name">As the operator wrote it.</param>
    internal static TokenKey ReadKey(CommandContext context, string name)
    {
        byte[] file = context.Disk.ReadAll(context.FullPath(name), ConfigLimits.Length);
        try
        {
            return TokenKeyFile.Read(file).OrThrow(name);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    private static byte[] Challenge(string text)
    {
        byte[] challenge = TokenFiles.Hex("--challenge", text);
        return NonceRule.IsLength(challenge.Length) ? challenge : throw AttestFaults.Challenge.Exception($"--challenge has {challenge.Length} bytes");
    }
}
