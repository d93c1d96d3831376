namespace Rootline.Formats.Tfm.Console;

/// <summary>How serious a line of a console says it is.</summary>
public enum ConsoleLevel
{
    /// <summary>It has no tag.</summary>
    None,

    /// <summary><c>[INF]</c>.</summary>
    Info,

    /// <summary><c>[WRN]</c>.</summary>
    Warning,

    /// <summary><c>[ERR]</c>.</summary>
    Error,
}
