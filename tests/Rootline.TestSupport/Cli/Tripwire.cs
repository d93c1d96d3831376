namespace Rootline.TestSupport.Cli;

/// <summary>Standard error on which somebody presses Ctrl-C when a text appears.</summary>
/// <param name="text">The text.</param>
/// <param name="trip">What they do.</param>
public sealed class Tripwire(string text, Action trip) : StringWriter
{
    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
            trip();
    }
}
