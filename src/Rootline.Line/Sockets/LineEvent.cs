namespace Rootline.Line.Sockets;

/// <summary>Something the operator may want to see.</summary>
/// <param name="Socket">Where.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">What.</param>
/// <param name="Elapsed">For a finished step, how long it took.</param>
public sealed record LineEvent(string Socket, LineEventKind Kind, string Text, TimeSpan Elapsed = default);

/// <summary>Kinds of <see cref="LineEvent"/>.</summary>
public enum LineEventKind
{
    /// <summary>A step begins.</summary>
    StepBegins,

    /// <summary>A step ended well.</summary>
    StepDone,

    /// <summary>Something found that decides how it goes on.</summary>
    Found,

    /// <summary>Something the operator should know.</summary>
    Warning,
}
