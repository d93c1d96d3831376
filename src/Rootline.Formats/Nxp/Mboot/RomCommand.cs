namespace Rootline.Formats.Nxp.Mboot;

/// <summary>A command of a ROM.</summary>
/// <param name="Tag">The command.</param>
/// <param name="IsProven">
/// Whether a recorded conversation or the vendor's client shows that such a ROM has it; else the reference names it and nobody
/// here has seen it.
/// </param>
public sealed record RomCommand(CommandTag Tag, bool IsProven);
