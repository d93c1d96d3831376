namespace Rootline.Formats.Nordic.Lifecycle;

/// <summary>What a change of state comes to: an error, nothing, or one halfword to be written. Source: tfm-provisioning section 12.3.</summary>
/// <param name="Error">Why it is refused, or none.</param>
/// <param name="Offset">Offset of the halfword that gets <see cref="LifecycleWords.Entered"/>, or null for no write.</param>
public readonly record struct LifecycleStep(LifecycleError Error, int? Offset)
{
    /// <summary>Judges a change: one step up, or none at all.</summary>
    /// <param name="now">The words.</param>
    /// <param name="next">The state that is wanted.</param>
    public static LifecycleStep To(LifecycleWords now, NordicLifecycle next)
    {
        if (next is < NordicLifecycle.Assembly or > NordicLifecycle.Decommissioned)
            return new(LifecycleError.Invalid, null);
        if (now.State is not { } state)
            return new(LifecycleError.Read, null);
        if (next == state)
            return new(LifecycleError.None, null);
        if (next != state + 1)
            return new(LifecycleError.Invalid, null);
        return new(LifecycleError.None, next switch
        {
            NordicLifecycle.Provisioning => 0,
            NordicLifecycle.Secured => 2,
            _ => 6,
        });
    }
}
