using System.CommandLine;

namespace Rootline.Cli.Commands;

/// <summary>Options that several commands have in the same words.</summary>
internal static class CommandOptions
{
    /// <summary>The configuration file.</summary>
    public static Option<string> Config() => new("--config", "-c") { Description = "the configuration file (YAML or JSON)", Required = true, HelpName = "FILE" };

    /// <summary>The log.</summary>
    public static Option<string> Log() => new("--audit-log", "-l") { Description = "the station's log, or one of the original", Required = true, HelpName = "LOG" };

    /// <summary>The OEM's log key.</summary>
    public static Option<string> LogKey() => new("--audit-log-key", "-k") { Description = "the OEM's log key: a public or private key or a certificate", Required = true, HelpName = "KEY" };

    /// <summary>The vendor's folder.</summary>
    public static Option<string> Vendor(string what) => new("--vendor") { Description = what, Required = true, HelpName = "FOLDER" };

    /// <summary>The seed.</summary>
    public static Option<ulong?> Seed() => new("--seed") { Description = "draw everything from this number: the same files each time, and keys that protect nothing", HelpName = "N" };

    /// <summary>A family; checked by <see cref="Formats.Nxp.Families.Find"/>.</summary>
    public static Option<string?> Family(string what) => new("--family") { Description = what, HelpName = "NAME" };

    /// <summary>The rule for the key that signs responses.</summary>
    /// <param name="what">Whose.</param>
    public static Option<string?> ResponseKeyRule(string what)
    {
        var option = new Option<string?>("--response-key-rule") { Description = $"which key of a version 1 DIE certificate signs responses: attestation or identity; {what}", HelpName = "RULE" };
        option.AcceptOnlyFromAmong([.. Formats.Nxp.Trust.ResponseKeyRules.Names]);
        return option;
    }

    /// <summary>Writing over a file.</summary>
    public static Option<bool> Force() => new("--force") { Description = "write over a file that exists" };
}
