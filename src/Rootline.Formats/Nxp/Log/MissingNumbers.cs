using System.Globalization;

namespace Rootline.Formats.Nxp.Log;

/// <summary>Names counters or rows that are missing.</summary>
public static class MissingNumbers
{
    /// <summary>A text such as <c>counter 4</c>, <c>counters 4, 5 and 6</c>, or for many <c>counters 4 to 900</c>.</summary>
    /// <param name="noun">What is counted, in the singular.</param>
    /// <param name="first">The first missing number.</param>
    /// <param name="last">The last missing number, not below the first.</param>
    public static string Name(string noun, long first, long last)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (first == last)
            return string.Create(invariant, $"{noun} {first}");
        // Row ids of a forged log reach over the whole range: the difference is taken without a sign.
        if (unchecked((ulong)last - (ulong)first) >= AuditLimits.NamedOneByOne)
            return string.Create(invariant, $"{noun}s {first} to {last}");
        var all = Enumerable.Range(0, (int)(last - first)).Select(i => (first + i).ToString(invariant));
        return string.Create(invariant, $"{noun}s {string.Join(", ", all)} and {last}");
    }
}
