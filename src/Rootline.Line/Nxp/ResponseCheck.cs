using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Line.Nxp;

/// <summary>All that can be checked of a chip's response without the vendor's keys, before the card is asked and counts.</summary>
internal static class ResponseCheck
{
    /// <summary>Demands that a response answers a challenge and comes from the chip that was surveyed.</summary>
    /// <param name="bytes">The response.</param>
    /// <param name="challenge">What the card asked.</param>
    /// <param name="uuid">The chip's name, from the survey.</param>
    /// <param name="plan">The chip's family and the rule for its response key.</param>
    public static void Demand(byte[] bytes, TpChallenge challenge, string uuid, LinePlan plan)
    {
        if (!TpResponse.Parse(bytes).Try(out var response, out var fault))
            throw LineFaults.Response.Exception($"chip {uuid}: {fault.What}");
        if (response.Die.Identity.Name != uuid)
            throw LineFaults.Identity.Exception($"the chip calls itself {uuid}, its certificate {response.Die.Identity.Name}");
        if (!response.Statement.Challenge.Span.SequenceEqual(challenge.Random.Span))
            throw LineFaults.Response.Exception($"chip {uuid} answers another challenge");
        if (response.Die.Version != plan.Family.DieCertificateVersion)
            throw LineFaults.Response.Exception($"chip {uuid} has a DIE certificate of version {response.Die.Version}, family {plan.Family.Names[0]} has version {plan.Family.DieCertificateVersion}");
        var ids = OemKeyFlags.Parse(challenge.KeyFlags, plan.Family.KeyFlagsVersion).OrThrow("challenge").KeyIds;
        if (!response.Statement.OemKeys.Select(k => k.Id).SequenceEqual(ids))
            throw LineFaults.Response.Exception($"chip {uuid} made {response.Statement.OemKeys.Count} OEM keys where {ids.Count} were asked for");
        using var key = P256PublicKey.FromPoint(response.Die.ResponseKey(plan.ResponseKeyRule).Span);
        if (key is null || !response.IsSignedBy(key))
            throw LineFaults.Response.Exception($"chip {uuid}: the response is not signed by the chip's own key{RuleOf(response.Die, plan)}");
    }

    // Only a certificate with two keys leaves a choice.
    private static string RuleOf(DieCertificate die, LinePlan plan) =>
        die.Version == 0 ? "" : $", which by the rule in force is its {plan.ResponseKeyRule.Name()} key";
}
