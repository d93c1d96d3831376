using System.Globalization;
using Rootline.Line.Nxp;

namespace Rootline.Cli.Demo;

/// <summary>The demo's table: a line a device, its steps in eight columns, 80 characters wide at the most.</summary>
internal static class DemoTable
{
    // A column adds up the steps whose numbers begin as named; the device records keep each step by itself.
    private static readonly (string Label, string[] Steps)[] Columns =
    [
        ("survey", ["0"]), ("firmware", ["1"]), ("prove", ["3"]), ("card", ["2", "4", "5"]),
        ("burn", ["6"]), ("reset", ["7", "9"]), ("product", ["8"]), ("total", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]),
    ];

    /// <summary>What stands above the lines.</summary>
    public static string Header => string.Create(
        CultureInfo.InvariantCulture,
        $"\n  time of each step in ms, on a simulated UART at {DemoTrip.Baud:n0} baud\n  {"device",-9}{"chip",-9}{"unit",6}  {string.Concat(Columns.Select(c => Right(c.Label, c.Label)))}");

    /// <summary>A device's line.</summary>
    /// <param name="result">What became of it.</param>
    public static string Line(DeviceResult result)
    {
        string name = $"  {result.Socket,-9}{result.Uuid?[..8] ?? "?",-9}";
        if (result.Fault is { } fault)
            return $"{name}{"-",6}  {(fault.Code.Party == Core.Faults.Party.Card ? "refused by the card" : "failed")}: {fault.What}";
        string steps = string.Concat(Columns.Select(c => Right(Sum(result, c.Steps).ToString(CultureInfo.InvariantCulture), c.Label)));
        return string.Create(CultureInfo.InvariantCulture, $"{name}{result.Counter,6}  {steps}");
    }

    private static string Right(string text, string label) => text.PadLeft(Math.Max(label.Length, 4) + 1);

    private static long Sum(DeviceResult result, string[] steps) =>
        result.Steps.Where(s => Array.Exists(steps, n => s.Name.StartsWith(n, StringComparison.Ordinal))).Sum(s => s.Milliseconds);
}
