using System.CommandLine;
using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp;

namespace Rootline.Cli.Commands.Product;

/// <summary><c>rootline families</c>: the chip families and what a station does for each.</summary>
internal sealed class FamiliesCommand : CliCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public FamiliesCommand(CommandContext context)
        : base("families", context, "families", "families --json")
    {
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        if (Context.Json)
        {
            Context.PrintJson(Write);
            return ExitCode.Done;
        }

        foreach (var family in Families.All)
        {
            Context.Output.WriteLine(string.Join(" ", family.Names));
            Context.Output.WriteLine($"  CFPA {family.CfpaAddress:X8}{(family.UpdatesCfpa ? ", updated first" : "")}; CMPA {family.CmpaAddress:X8}; buffer {Text(family.Buffer)}{(family.EraseFirst is { } range ? $"; {Text(range)} erased first" : "")}");
            Context.Output.WriteLine($"  takes {(family.UsesProvisioningData ? "provisioning data" : "pages and key encryption keys")}; key flags v{family.KeyFlagsVersion}, DIE certificate v{family.DieCertificateVersion}");
        }

        return ExitCode.Done;
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var family in Families.All)
        {
            json.WriteStartObject();
            json.WriteStartArray("names");
            foreach (string name in family.Names)
                json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteNumber("cfpa", family.CfpaAddress);
            json.WriteNumber("cmpa", family.CmpaAddress);
            Write(json, "buffer", family.Buffer);
            Write(json, "eraseFirst", family.EraseFirst);
            json.WriteBoolean("cfpaUpdate", family.UpdatesCfpa);
            json.WriteBoolean("provisioningData", family.UsesProvisioningData);
            json.WriteNumber("keyFlagsVersion", family.KeyFlagsVersion);
            json.WriteNumber("dieCertificateVersion", family.DieCertificateVersion);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, AddressRange? range)
    {
        if (range is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("start", known.Start);
        json.WriteNumber("length", known.Length);
        json.WriteEndObject();
    }

    private static string Text(AddressRange range) => $"{range.Start:X8} to {range.Start + range.Length - 1:X8}";
}
