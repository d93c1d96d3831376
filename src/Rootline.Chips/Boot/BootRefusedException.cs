namespace Rootline.Chips.Boot;

/// <summary>Carries a refusal out of the boot path: whatever throws there starts nothing.</summary>
/// <param name="refusal">Why.</param>
internal sealed class BootRefusedException(BootRefusal refusal) : Exception(refusal.What)
{
    /// <summary>Why.</summary>
    public BootRefusal Refusal { get; } = refusal;
}
