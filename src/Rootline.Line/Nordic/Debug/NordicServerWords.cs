using Rootline.Formats.Nordic;

namespace Rootline.Line.Nordic.Debug;

/// <summary>What a debug server is told by its own commands, because the protocol has no packets for it. Source: the servers' manuals.</summary>
/// <param name="Name">The server's name on the command line.</param>
/// <param name="ResetAndRun">Commands that reset the part and let it run, in their order.</param>
/// <param name="Recover">The command that erases the part through CTRL-AP; null where none is known.</param>
public sealed record NordicServerWords(string Name, IReadOnlyList<string> ResetAndRun, string? Recover)
{
    /// <summary>The servers that are known.</summary>
    public static IReadOnlyList<string> Names { get; } = ["rootline", "openocd", "pyocd", "jlink"];

    /// <summary>Finds a server's words for a part.</summary>
    /// <param name="name">The server's name.</param>
    /// <param name="part">The part.</param>
    /// <returns>The words, or null for a server that is not known.</returns>
    public static NordicServerWords? Find(string name, NordicPart part) => name switch
    {
        "rootline" => new(name, ["reset run"], "recover"),
        "openocd" => new(name, ["reset run"], part.NetworkCore is null ? "nrf91_recover" : "nrf53_recover"),
        "pyocd" => new(name, ["reset"], "unlock"),
        "jlink" => new(name, ["reset", "go"], null),
        _ => null,
    };
}
