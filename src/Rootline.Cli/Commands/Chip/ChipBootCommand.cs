using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rootline.Chips;
using Rootline.Chips.Boot;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Chip;

/// <summary><c>rootline chip boot</c>: powers a virtual chip on and shows what its boot code does.</summary>
internal sealed class ChipBootCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "the chip or board file" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipBootCommand(CommandContext context)
        : base("boot", context, "chip boot chip.bin", "chip boot board.bin --json") => Add(_file);

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        using var held = BootableChip.Open(Context.Disk, Context.FullPath(parse.GetRequiredValue(_file)));
        var outcome = held.Chip.Boot();
        if (Context.Json)
        {
            Context.PrintJson(json => Write(json, held.Chip.Profile.Name, outcome));
        }
        else
        {
            foreach (string line in outcome.Log)
                Context.Output.WriteLine(line);
        }

        return outcome.Started is null ? ChipFaults.NoBoot.Exit : ExitCode.Done;
    }

    /// <summary>Writes an outcome; the demo's JSON has the same shape.</summary>
    /// <param name="json">Where.</param>
    /// <param name="profile">The chip's profile.</param>
    /// <param name="outcome">The outcome.</param>
    internal static void Write(Utf8JsonWriter json, string profile, BootOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("profile", profile);
        json.WriteBoolean("started", outcome.Started is not null);
        if (outcome.Started is { } started)
        {
            json.WriteString("version", started.Version.ToString());
            json.WriteString("slot", Hex((uint)started.SlotOffset));
            json.WriteString("entry", Hex(started.Entry));
            json.WriteString("digest", Convert.ToHexStringLower(started.Digest.Span));
        }

        if (outcome.Refusal is { } refusal)
            Write(json, refusal);
        json.WriteStartArray("refused");
        foreach (var slot in outcome.Refused)
        {
            json.WriteStartObject();
            json.WriteNumber("image", slot.Image);
            json.WriteString("slot", slot.Slot == 0 ? "primary" : "secondary");
            if (slot.Version is { } version)
                json.WriteString("version", version.ToString());
            Write(json, slot.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (outcome.Shared is { } shared)
            json.WriteString("sharedData", Convert.ToHexStringLower(shared.ToBytes()));
        json.WriteStartArray("log");
        foreach (string line in outcome.Log)
            json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BootRefusal refusal)
    {
        json.WriteString("rule", refusal.Rule);
        json.WriteString("what", refusal.What);
    }

    private static string Hex(uint address) => string.Create(CultureInfo.InvariantCulture, $"0x{address:x8}");
}
