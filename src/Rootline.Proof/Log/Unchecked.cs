namespace Rootline.Proof.Log;

/// <summary>Names what nobody gave the means to check: an auditor reads this first.</summary>
internal static class Unchecked
{
    /// <summary>The list, in a fixed order.</summary>
    public static IReadOnlyList<string> Of(LogPolicy policy, IReadOnlyList<CardEvidence> cards)
    {
        List<string> missing = [];
        if (policy.Vendor is null)
            missing.Add("the chips' DIE certificates were not held against NXP_PROD");
        else if (policy.Vendor.Standing == ChainStanding.Given)
            missing.Add("NXP_PROD was taken as given, not held against NXP_GLOB");
        if (policy.OemKey is null)
            missing.Add("the OEM certificates were not held against the OEM's key");
        if (cards.Any(c => c.ExpectCounter is null))
            missing.Add("the end was not compared with the card's counter");
        if (cards.Any(c => c.Quota is null))
            missing.Add("the counters were not compared with the card's quota");
        if (policy.Ordered is null)
            missing.Add("the units were not counted against an order");
        if (!policy.ChipsOnce)
            missing.Add("a chip in two records was not taken for a fault");
        return missing;
    }
}
