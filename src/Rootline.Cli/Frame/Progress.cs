namespace Rootline.Cli.Frame;

/// <summary>
/// Says on standard error what is going on: JSON lines with <c>--json</c>, one line that is written over on a terminal once
/// the work takes longer than a second, nothing otherwise.
/// </summary>
/// <param name="context">Where to and how.</param>
internal sealed class Progress(CommandContext context)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly long _start = context.Clock.GetTimestamp();
    private long _last;
    private bool _shown;

    /// <summary>Reports a step.</summary>
    /// <param name="what">What is being done, to what: lower case, no full stop.</param>
    /// <param name="done">How many units of the work are done.</param>
    /// <param name="total">How many units there are; 0 when nobody knows.</param>
    public void Report(string what, long done = 0, long total = 0)
    {
        if (context.Json)
            context.Error.WriteLine(JsonLine(what, done, total));
        else if (context.IsTerminal && IsDue())
            Show(total > 0 ? $"{what} ({done} of {total})" : what);
    }

    /// <summary>Takes the line away, before something else is printed.</summary>
    public void Clear()
    {
        if (!_shown)
            return;
        context.Error.Write("\r\u001b[K");
        context.Error.Flush();
        _shown = false;
    }

    private static string JsonLine(string what, long done, long total) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("progress");
        json.WriteString("what", what);
        json.WriteNumber("done", done);
        json.WriteNumber("total", total);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private bool IsDue()
    {
        long now = context.Clock.GetTimestamp();
        if (context.Clock.GetElapsedTime(_start, now) < Patience || (_shown && context.Clock.GetElapsedTime(_last, now) < Pause))
            return false;
        _last = now;
        return true;
    }

    private void Show(string line)
    {
        context.Error.Write($"\r\u001b[K{line}");
        context.Error.Flush();
        _shown = true;
    }
}
