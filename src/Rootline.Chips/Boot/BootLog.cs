namespace Rootline.Chips.Boot;

/// <summary>What the boot code prints on its console: the lines of MCUboot and TF-M, without line ends.</summary>
public sealed class BootLog
{
    private readonly List<string> _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Information.</summary>
    /// <param name="text">The text.</param>
    public void Info(string text) => _lines.Add($"[INF] {text}");

    /// <summary>A warning.</summary>
    /// <param name="text">The text.</param>
    public void Warn(string text) => _lines.Add($"[WRN] {text}");

    /// <summary>An error.</summary>
    /// <param name="text">The text.</param>
    public void Error(string text) => _lines.Add($"[ERR] {text}");
}
