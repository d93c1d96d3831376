namespace Rootline.Core.Power;

/// <summary>
/// Everything that loses power together: the media and the wire ends of a station, a card or a chip. A medium announces
/// each persistent operation; an armed <see cref="Cut"/> falls on one of them. From the cut on the domain is dead, also for
/// <c>finally</c> blocks; recovery is a new domain with new objects over what the media hold.
/// </summary>
/// <param name="name">Names the domain in traces, for example <c>card</c>.</param>
public sealed class PowerDomain(string name)
{
    private readonly List<Operation> _trace = [];

    /// <summary>The domain's name.</summary>
    public string Name { get; } = name;

    /// <summary>False from the cut on.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>Operations announced so far; the next one has this index.</summary>
    public int Count { get; private set; }

    /// <summary>The cut to come, if any.</summary>
    public Cut? Armed { get; private set; }

    /// <summary>Whether <see cref="Trace"/> is kept.</summary>
    public bool Records { get; init; }

    /// <summary>The operations announced so far, when <see cref="Records"/> is set.</summary>
    public IReadOnlyList<Operation> Trace => _trace;

    /// <summary>Arms a cut.</summary>
    /// <param name="cut">Where the power goes.</param>
    public void Arm(Cut cut) => Armed = cut;

    /// <summary>Takes the power away now, between two operations.</summary>
    public void Off() => IsOn = false;

    /// <summary>Throws when the domain is dead.</summary>
    /// <exception cref="PowerLostException">The power is gone.</exception>
    public void Demand()
    {
        if (!IsOn)
            throw new PowerLostException(Name);
    }

    /// <summary>
    /// Announces an operation. The medium then applies it whole, or the torn outcome that the result names, and calls
    /// <see cref="End"/>.
    /// </summary>
    /// <param name="medium">The medium's name.</param>
    /// <param name="kind">What is done to it.</param>
    /// <param name="tornOutcomes">How many different torn outcomes the medium knows for it.</param>
    /// <returns>The torn outcome to apply, or -1 for the whole operation.</returns>
    /// <exception cref="PowerLostException">The power is gone, or goes before the operation.</exception>
    public int Begin(string medium, OperationKind kind, int tornOutcomes)
    {
        Demand();
        int index = Count++;
        if (Records)
            _trace.Add(new(index, medium, kind, tornOutcomes));
        if (Armed is not { } cut || cut.Index != index)
            return -1;
        if (cut.Moment == CutMoment.Before)
        {
            IsOn = false;
            Demand();
        }

        return cut.Moment == CutMoment.Torn && tornOutcomes > 0 ? cut.Outcome % tornOutcomes : -1;
    }

    /// <summary>Ends the operation that <see cref="Begin"/> announced.</summary>
    /// <exception cref="PowerLostException">The power went in or right after it.</exception>
    public void End()
    {
        if (Armed is not { } cut || cut.Index != Count - 1)
            return;
        IsOn = false;
        Demand();
    }
}
