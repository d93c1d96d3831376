using System.CommandLine;

namespace Rootline.Cli.Commands;

/// <summary>Options that several commands have in the same words.</summary>
internal static class CommandOptions
{
    /// <summary>The configuration file.</summary>
    public static Option<string> Config() => new("--config", "-c") { Description = "the configuration file (YAML or JSON)", Required = true, HelpName = "FILE" };

    /// <summary>The log.</summary>
    public static Option<string> Log() => new("--audit-log", "-l") { Description = "the station's log, or one of the original", Required = true, HelpName = "LOG" };

    /// <summary>The vendor's folder.</summary>
    public static Option<string> Vendor(string what) => new("--vendor") { Description = what, Required = true, HelpName = "FOLDER" };

    /// <summary>The seed.</summary>
    public static Option<ulong?> Seed() => new("--seed") { Description = "draw everything from this number: the same files each time, and keys that protect nothing", HelpName = "N" };

    /// <summary>Writing over a file.</summary>
    public static Option<bool> Force() => new("--force") { Description = "write over a file that exists" };
}
