using System.CommandLine;
using Rootline.Chips.Nordic;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Commands.Nordic;

/// <summary><c>rootline nordic run</c>: powers a virtual part with a debug server and a console on TCP ports, until it is interrupted.</summary>
internal sealed class NordicRunCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "the part's file" };
    private readonly Option<string> _debug = new("--debug") { Description = "where gdb and rootline find the application core; port 0 takes a free one", Required = true, HelpName = "[HOST:]PORT" };
    private readonly Option<string> _console = new("--console") { Description = "where the application core's console is", Required = true, HelpName = "[HOST:]PORT" };
    private readonly Option<string?> _networkDebug = new("--debug-network") { Description = "where the network core is found", HelpName = "[HOST:]PORT" };
    private readonly Option<string?> _networkConsole = new("--console-network") { Description = "where the network core's console is", HelpName = "[HOST:]PORT" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public NordicRunCommand(CommandContext context)
        : base("run", context, "nordic run part.bin --debug 3333 --console 4444", "nordic run part.bin --debug 0 --console 0 --json")
    {
        Add(_file);
        Add(_debug);
        Add(_console);
        Add(_networkDebug);
        Add(_networkConsole);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_file));
        var (media, file) = NordicFile.Open(Context.Disk, path);
        using (file)
        {
            var chip = new NordicChip(media, new("part"), Context.Entropy) { Tokens = new PlatformTokens(Context.Entropy) };
            using var ports = new PartPorts(Context.Clock);
            var debug = ports.AddDebugger(chip, isNetwork: false, Loopback("--debug", parse.GetRequiredValue(_debug)));
            var console = ports.AddConsole(chip.Application, Loopback("--console", parse.GetRequiredValue(_console)));
            var networkDebug = parse.GetValue(_networkDebug) is { } d ? ports.AddDebugger(Two(chip), isNetwork: true, Loopback("--debug-network", d)) : null;
            var networkConsole = parse.GetValue(_networkConsole) is { } c ? ports.AddConsole(Two(chip).Network!, Loopback("--console-network", c)) : null;
            chip.Reset();
            Announce(chip, [("debug", debug), ("console", console), ("debugNetwork", networkDebug), ("consoleNetwork", networkConsole)]);
            ports.Run(Context.Cancellation);
            file.Sync();
        }

        return ExitCode.Done;
    }

    private static NordicChip Two(NordicChip chip) => chip.Network is null ? throw FrameFaults.Usage.Exception($"an {chip.Part.Name} has no network core") : chip;

    private static TcpAddress Loopback(string option, string text)
    {
        var address = NordicOptions.Address(option, text);
        return address.IsLoopback ? address : throw FrameFaults.Usage.Exception($"{option} {text}: a virtual part is served to programs of this machine alone");
    }

    private void Announce(NordicChip chip, (string Name, TcpAddress? Address)[] ports)
    {
        string device = Convert.ToHexStringLower(chip.DeviceId.Span);
        if (!Context.Json)
        {
            Context.Output.WriteLine($"ready {chip.Part.Name} {device} {string.Join(' ', ports.Where(p => p.Address is not null).Select(p => $"{p.Name} {p.Address}"))}");
        }
        else
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("part", chip.Part.Name);
                json.WriteString("device", device);
                foreach (var (name, address) in ports)
                    json.WriteString(name, address?.ToString());
                json.WriteEndObject();
            });
        }

        Context.Output.Flush();
    }
}
