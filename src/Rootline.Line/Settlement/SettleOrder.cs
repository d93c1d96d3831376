namespace Rootline.Line.Settlement;

/// <summary>A person's word on a run that no station can finish.</summary>
/// <param name="As">What became of it.</param>
/// <param name="By">Who says so: 1 to 128 characters.</param>
/// <param name="Reason">Why: 1 to 500 characters.</param>
/// <param name="AlthoughItCouldBeFinished">Consent to end a run that the chip may still finish.</param>
public sealed record SettleOrder(SettledAs As, string By, string Reason, bool AlthoughItCouldBeFinished)
{
    private const int LongestName = 128;
    private const int LongestReason = 500;

    /// <summary>The note that the journal keeps for ever.</summary>
    public string Note => $"settled as {As.ToString().ToLowerInvariant()} by {By}: {Reason}";

    /// <summary>Demands that who and why are said, each on one line.</summary>
    public void Demand()
    {
        if (!IsLine(By, LongestName) || !IsLine(Reason, LongestReason))
            throw SettleFaults.Anonymous.Exception($"who has at most {LongestName} characters, why at most {LongestReason}, and neither is empty or more than one line");
    }

    private static bool IsLine(string text, int longest) => text.Trim().Length > 0 && text.Length <= longest && !text.Any(char.IsControl);
}
