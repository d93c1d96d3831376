using System.Globalization;
using System.Text.RegularExpressions;

namespace Rootline.Formats.Nordic.Console;

/// <summary>
/// A line of Zephyr's log: <c>[00:00:00.250,000] &lt;inf&gt; provisioning_image: text</c>. A line without this prefix is text alone.
/// Source: tfm-provisioning section 12.4.
/// </summary>
/// <param name="Time">Time since the start, or null.</param>
/// <param name="Level">The level, for example <c>inf</c>, or null.</param>
/// <param name="Module">Who speaks, or null.</param>
/// <param name="Text">What is said.</param>
public sealed partial record ZephyrLine(TimeSpan? Time, string? Level, string? Module, string Text)
{
    /// <summary>Reads a line.</summary>
    /// <param name="line">Without its end.</param>
    public static ZephyrLine Of(string line)
    {
        if (Prefix().Match(line) is not { Success: true } found)
            return new(null, null, null, line.Trim());
        var time = new TimeSpan(Number(found, 1), Number(found, 2), Number(found, 3)) + TimeSpan.FromMicroseconds((Number(found, 4) * 1000L) + Number(found, 5));
        return new(time, found.Groups[6].Value, found.Groups[7].Value, found.Groups[8].Value.Trim());
    }

    /// <inheritdoc/>
    public override string ToString() => Time is not { } time
        ? Text
        : string.Create(CultureInfo.InvariantCulture, $"[{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000},{time.Microseconds:000}] <{Level}> {Module}: {Text}");

    private static int Number(Match found, int group) => int.Parse(found.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\[([0-9]{2,4}):([0-9]{2}):([0-9]{2})\.([0-9]{3}),([0-9]{3})\] <([a-z]{3})> ([A-Za-z0-9_.\-]{1,64}): (.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
