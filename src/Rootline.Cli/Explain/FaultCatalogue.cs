using System.Reflection;
using Rootline.Core.Faults;

namespace Rootline.Cli.Explain;

/// <summary>Gathers the fault codes of all rooms from their declarations.</summary>
internal static class FaultCatalogue
{
    /// <summary>The rooms that make up the product, lowest first.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
        ["Core", "Formats", "Links", "Ledger", "Oem", "Foundry", "Services", "Chips", "Cards", "Line", "Proof", "Cli"];

    /// <summary>All codes in the order of the rooms, then by name.</summary>
    public static IReadOnlyList<CataloguedCode> Load() => [.. Rooms.SelectMany(room => Of(room, AssemblyOf(room)))];

    /// <summary>The codes that one assembly declares, by name.</summary>
    /// <param name="room">The room's name.</param>
    /// <param name="assembly">Its assembly.</param>
    public static IEnumerable<CataloguedCode> Of(string room, Assembly assembly) =>
        from type in assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where field.FieldType == typeof(FaultCode) && field.IsInitOnly
        let code = (FaultCode)field.GetValue(null)!
        orderby code.Id
        select new CataloguedCode(code, room, $"{type.Name}.{field.Name}");

    private static Assembly AssemblyOf(string room) =>
        room == "Cli" ? typeof(FaultCatalogue).Assembly : Assembly.Load($"Rootline.{room}");
}
