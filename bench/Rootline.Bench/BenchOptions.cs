namespace Rootline.Bench;

/// <summary>How the benches run.</summary>
/// <param name="Quick">Smaller and fewer, to see that they work.</param>
/// <param name="Json">Whether the result is JSON.</param>
/// <param name="Folder">Where what is made for the benches is kept.</param>
/// <param name="Command">The published command.</param>
internal sealed record BenchOptions(bool Quick, bool Json, string Folder, string Command);
