using System.Reflection;

namespace Rootline.Tests.House;

/// <summary>The design's table: who may import whom. It is a ceiling, not a wish list.</summary>
internal static class Rooms
{
    /// <summary>Each room of the product with the rooms that it may import.</summary>
    public static IReadOnlyDictionary<string, string[]> Imports { get; } = new Dictionary<string, string[]>
    {
        ["Core"] = [],
        ["Formats"] = ["Core"],
        ["Links"] = ["Core", "Formats"],
        ["Ledger"] = ["Core", "Formats"],
        ["Oem"] = ["Core", "Formats", "Links"],
        ["Foundry"] = ["Core", "Formats"],
        ["Services"] = ["Core", "Formats"],
        ["Chips"] = ["Core", "Formats", "Links", "Services"],
        ["Cards"] = ["Core", "Formats", "Links"],
        ["Line"] = ["Core", "Formats", "Links", "Ledger"],
        ["Proof"] = ["Core", "Formats", "Ledger"],
        ["Cli"] = ["Core", "Formats", "Links", "Ledger", "Oem", "Foundry", "Services", "Chips", "Cards", "Line", "Proof"],
    };

    /// <summary>What must never happen, said once more by name, because everything else rests on it.</summary>
    public static IReadOnlyList<(string From, string To)> Never { get; } =
    [
        ("Line", "Chips"), ("Line", "Cards"), ("Line", "Foundry"),
        ("Oem", "Chips"), ("Oem", "Cards"), ("Oem", "Foundry"),
        ("Proof", "Chips"), ("Proof", "Cards"), ("Proof", "Foundry"),
        ("Line", "Services"), ("Oem", "Services"), ("Proof", "Services"),
        ("Chips", "Cards"), ("Cards", "Chips"),
        ("Chips", "Line"), ("Chips", "Oem"), ("Chips", "Foundry"),
        ("Cards", "Line"), ("Cards", "Oem"), ("Cards", "Foundry"),
    ];

    /// <summary>All rooms.</summary>
    public static IEnumerable<string> All => Imports.Keys;

    /// <summary>The rooms below the command line.</summary>
    public static IEnumerable<string> Libraries => All.Where(r => r != "Cli");

    /// <summary>The room's assembly.</summary>
    public static Assembly AssemblyOf(string room) => Assembly.Load(room == "Cli" ? "rootline" : $"Rootline.{room}");

    /// <summary>The room that an assembly holds, or null when it is not one of ours.</summary>
    public static string? RoomOf(string? assembly) => assembly switch
    {
        "rootline" => "Cli",
        not null when assembly.StartsWith("Rootline.", StringComparison.Ordinal) => assembly["Rootline.".Length..],
        _ => null,
    };
}
