using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Trust;
using Rootline.Proof.Log;

namespace Rootline.Proof.Response;

/// <summary>What a chip's TP response proves: the vendor's chain, the DIE certificate, and the response itself.</summary>
/// <param name="Chip">The UUID that the certificate names, 32 lower-case hexadecimal digits.</param>
/// <param name="DieVersion">Version of the DIE certificate: 0 or 1.</param>
/// <param name="OemKeys">The ids of the OEM keys that the chip made.</param>
public sealed record ResponseVerdict(string Chip, int DieVersion, IReadOnlyList<byte> OemKeys)
{
    /// <summary>What is known of NXP_PROD.</summary>
    public required ChainStanding Vendor { get; init; }

    /// <summary>Whether NXP_PROD signed the DIE certificate.</summary>
    public required bool IsDieSigned { get; init; }

    /// <summary>The rule that the response was judged by.</summary>
    public required ResponseKeyRule Rule { get; init; }

    /// <summary>Whether the key of that rule signed the response.</summary>
    public required bool IsSigned { get; init; }

    /// <summary>Whether the key of the other rule signed it: the chip is sound and the rule is not its own.</summary>
    public required bool IsSignedByOtherRule { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool Ok => Vendor != ChainStanding.Broken && IsDieSigned && IsSigned;

    /// <summary>Judges a response.</summary>
    /// <param name="response">The response, read.</param>
    /// <param name="chain">The vendor's chain.</param>
    /// <param name="rule">Which key of a version 1 certificate signs responses.</param>
    public static ResponseVerdict Of(TpResponse response, VendorChain chain, ResponseKeyRule rule)
    {
        var other = rule == ResponseKeyRule.Identity ? ResponseKeyRule.Attestation : ResponseKeyRule.Identity;
        bool signed = IsSignedBy(response, rule);
        return new(response.Die.Identity.Name, response.Die.Version, [.. response.Statement.OemKeys.Select(k => k.Id)])
        {
            Vendor = chain.Standing,
            IsDieSigned = response.Die.IsSignedBy(chain.Intermediate),
            Rule = rule,
            IsSigned = signed,
            IsSignedByOtherRule = !signed && IsSignedBy(response, other),
        };
    }

    private static bool IsSignedBy(TpResponse response, ResponseKeyRule rule)
    {
        using var key = P256PublicKey.FromPoint(response.Die.ResponseKey(rule).Span);
        return key is not null && response.IsSignedBy(key);
    }
}
