using Rootline.Core.Crypto;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Line.Nxp;

/// <summary>All that can be checked of a chip's response without the vendor's keys, before the card is asked and counts.</summary>
internal static class ResponseCheck
{
    /// <summary>Demands that a response answers a challenge and comes from the chip that was surveyed.</summary>
    /// <param name="bytes">The response.</param>
    /// <param name="challenge">What the card asked.</param>
    /// <param name="uuid">The chip's name, from the survey.</param>
    /// <param name="family">The chip's family.</param>
    public static void Demand(byte[] bytes, TpChallenge challenge, string uuid, Family family)
    {
        if (!TpResponse.Parse(bytes).Try(out var response, out var fault))
            throw LineFaults.Response.Exception($"chip {uuid}: {fault.What}");
        if (response.Die.Identity.Name != uuid)
            throw LineFaults.Identity.Exception($"the chip calls itself {uuid}, its certificate {response.Die.Identity.Name}");
        if (!response.Statement.Challenge.Span.SequenceEqual(challenge.Random.Span))
            throw LineFaults.Response.Exception($"chip {uuid} answers another challenge");
        var ids = OemKeyFlags.Parse(challenge.KeyFlags, family.KeyFlagsVersion).OrThrow("challenge").KeyIds;
        if (!response.Statement.OemKeys.Select(k => k.Id).SequenceEqual(ids))
            throw LineFaults.Response.Exception($"chip {uuid} made {response.Statement.OemKeys.Count} OEM keys where {ids.Count} were asked for");
        using var key = P256PublicKey.FromPoint(response.Die.ResponseKey.Span);
        if (key is null || !response.IsSignedBy(key))
            throw LineFaults.Response.Exception($"chip {uuid}: the response is not signed by the chip's own key");
    }
}
