namespace Rootline.Proof.Log;

/// <summary>Units counted against an order: good ones and those lost with a reason must be what was ordered.</summary>
/// <param name="Ordered">Units ordered.</param>
/// <param name="Good">Verified records of which the station does not say that they came to nothing.</param>
/// <param name="Waived">Units lost in gaps that waivers explain.</param>
/// <param name="Spent">Verified records of which the station says that their chip can never use them.</param>
/// <param name="Unconfirmed">Verified records of which the station does not know what came of them: neither good nor lost.</param>
public sealed record OrderBalance(long Ordered, long Good, long Waived, long Spent, long Unconfirmed)
{
    /// <summary>Units lost with a reason.</summary>
    public long Lost => Waived + Spent;

    /// <summary>Whether good and lost are what was ordered.</summary>
    public bool IsEven => Good + Lost == Ordered;

    /// <summary>The balance in words.</summary>
    public string Text =>
        $"{Good} good and {Lost} lost with a reason make {Good + Lost}, ordered were {Ordered}"
        + (Unconfirmed == 0 ? "" : $"; {Unconfirmed} more are unconfirmed");
}
