using System.Runtime.InteropServices;

namespace Rootline.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Names and values.</summary>
    public static IReadOnlyList<(string Name, string Value)> Describe() =>
    [
        ("processor", $"{Line("/proc/cpuinfo", "model name")} ({Environment.ProcessorCount} cores, shared)"),
        ("memory", Line("/proc/meminfo", "MemTotal")),
        ("system", RuntimeInformation.OSDescription),
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("openssl", Child.Text("openssl", "version").Trim()),
        ("load before", File.ReadAllText("/proc/loadavg").Split(' ')[0]),
    ];

    private static string Line(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "?";
}
