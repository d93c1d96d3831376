namespace Rootline.Proof.Log;

/// <summary>A gap in a card's log that the OEM's waiver explains.</summary>
/// <param name="CardId">The card's id.</param>
/// <param name="First">The first missing counter.</param>
/// <param name="Last">The last missing counter.</param>
/// <param name="Reason">Why the records are gone.</param>
/// <param name="By">Who accepts it.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Waiver">The waiver's name, for example its file.</param>
public sealed record ExplainedGap(string CardId, uint First, uint Last, string Reason, string By, DateTimeOffset Time, string Waiver)
{
    /// <summary>How many units are gone.</summary>
    public long Units => Last - First + 1L;
}
