namespace Rootline.Bench;

/// <summary>Repeated measurements of one thing.</summary>
/// <param name="Values">One or more values.</param>
internal sealed record Sample(IReadOnlyList<double> Values)
{
    /// <summary>How many there are.</summary>
    public int Count => Values.Count;

    /// <summary>The value in the middle.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Half the distance between the quartiles: half of the values lie within the median and this much.</summary>
    public double Error => (Quantile(0.75) - Quantile(0.25)) / 2;

    /// <summary>One value that was computed and not measured.</summary>
    public static Sample Of(double value) => new([value]);

    /// <summary>Value by value, this one over another that was measured in the same rounds.</summary>
    public Sample Over(Sample other) => new([.. Values.Select((v, i) => v / other.Values[Math.Min(i, other.Count - 1)])]);

    private double Quantile(double share)
    {
        double[] sorted = [.. Values.Order()];
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
