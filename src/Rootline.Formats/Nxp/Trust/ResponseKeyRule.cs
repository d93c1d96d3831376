using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>
/// Which key of a DIE certificate signs a chip's TP responses. With a certificate of version 0 there is one key and both
/// rules mean it. For version 1 the original disagrees with itself: its chain-of-trust command takes the attestation key
/// where there is one; its models of card and target take the identity key. What real parts do is unverified. Source:
/// nxp-trust-provisioning section 3 and section 10, row 15.
/// </summary>
public enum ResponseKeyRule : byte
{
    /// <summary>Entry 9999 where the certificate has one, else entry 9966. The default.</summary>
    Attestation = 0,

    /// <summary>Entry 9966 always.</summary>
    Identity = 1,
}

/// <summary>The names of the rules, as options and files have them.</summary>
public static class ResponseKeyRules
{
    private const string Attestation = "attestation";
    private const string Identity = "identity";

    /// <summary>All names, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = [Attestation, Identity];

    /// <summary>The rule's name: <c>attestation</c> or <c>identity</c>.</summary>
    /// <param name="rule">The rule.</param>
    public static string Name(this ResponseKeyRule rule) => rule == ResponseKeyRule.Identity ? Identity : Attestation;

    /// <summary>Finds a rule by its name.</summary>
    /// <param name="name">The name, in lower case.</param>
    public static Parsed<ResponseKeyRule> Find(string name) => name switch
    {
        Attestation => ResponseKeyRule.Attestation,
        Identity => ResponseKeyRule.Identity,
        _ => TrustFaults.Rule.Fault($"{name} is no rule for the response key; known are {string.Join(" and ", Names)}"),
    };
}
