namespace Rootline.Formats.Nordic.Lifecycle;

/// <summary>What a change of state comes to: an error, nothing, or one word to be written. Source: tfm-provisioning section 12.3.</summary>
/// <param name="Error">Why it is refused, or none.</param>
/// <param name="Enters">The state whose word gets <see cref="LifecycleWords.Entered"/>, or null for no write.</param>
public readonly record struct LifecycleStep(LifecycleError Error, NordicLifecycle? Enters)
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
        return next == state + 1 ? new(LifecycleError.None, next) : new(LifecycleError.Invalid, null);
    }
}
