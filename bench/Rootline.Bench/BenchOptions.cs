namespace Rootline.Bench;

/// <summary>How the benches run.</summary>
/// <param name="Quick">Smaller and fewer, to see that they work.</param>
/// <param name="Rounds">How often ours and the peer take turns; null for each bench's own number.</param>
/// <param name="Json">Whether the result is JSON.</param>
/// <param name="Folder">Where what is made for the benches is kept.</param>
/// <param name="Command">The published command.</param>
internal sealed record BenchOptions(bool Quick, int? Rounds, bool Json, string Folder, string Command)
{
    /// <summary>The rounds of a bench.</summary>
    /// <param name="usual">Where nothing else was said.</param>
    /// <param name="quick">In a quick run.</param>
    public int RoundsOf(int usual, int quick) => Rounds ?? (Quick ? quick : usual);
}
