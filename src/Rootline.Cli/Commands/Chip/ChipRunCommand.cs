using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Links;
using Rootline.Links.Serial;

namespace Rootline.Cli.Commands.Chip;

/// <summary><c>rootline chip run</c>: powers a virtual chip whose UART is a pseudo-terminal, until it is interrupted.</summary>
internal sealed class ChipRunCommand : CliCommand
{
    private const string StandIn = "any sound SB2.1 file is taken unopened as provisioning firmware";

    private readonly Argument<string> _file = new("FILE") { Description = "the chip file" };
    private readonly Option<string> _port = new("--port") { Description = "where the serial port appears; a link to a pseudo-terminal", Required = true, HelpName = "PATH" };
    private readonly Option<bool> _any = new("--any-provisioning-firmware")
    {
        Description = "take any structurally sound SB2.1 file unopened as a stand-in for the provisioning firmware (for tests)",
    };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipRunCommand(CommandContext context)
        : base("run", context, "chip run chip.bin --port ./ttyCHIP")
    {
        Add(_file);
        Add(_port);
        Add(_any);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        bool any = parse.GetValue(_any);
        using var chip = PoweredChip.On(new(Context.Disk, Context.Clock, Context.Entropy), Context.FullPath(parse.GetRequiredValue(_file)), any);
        using var terminal = PseudoTerminal.Create(Context.FullPath(parse.GetRequiredValue(_port)));
        if (any)
            Context.Warn(StandIn);
        if (chip.IsSeeded)
            Context.Warn("the chip's keys come from a seed: they protect nothing");
        Announce(terminal.Name, chip, any);
        DevicePump.Run(chip.Device, terminal, Context.Clock, Context.Cancellation);
        return ExitCode.Done;
    }

    private void Announce(string port, PoweredChip chip, bool any)
    {
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("ready", port);
                json.WriteString("chip", chip.Uuid);
                json.WriteString("family", chip.Family);
                json.WriteBoolean("provisioned", chip.IsProvisioned);
                json.WriteBoolean("seeded", chip.IsSeeded);
                json.WriteBoolean("anyProvisioningFirmware", any);
                json.WriteEndObject();
            });
        }
        else
        {
            Context.Output.WriteLine(any ? $"ready {port} ({StandIn})" : $"ready {port}");
        }

        Context.Output.Flush();
    }
}
