using System.CommandLine;
using Rootline.Cli.Control;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Faults;
using Rootline.Links.Decorators;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Commands.Nordic;

/// <summary><c>rootline nordic run</c>: powers a virtual part with a debug server and a console on TCP ports, until it is interrupted.</summary>
internal sealed class NordicRunCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "the part's file" };
    private readonly Option<string?> _debug = new("--debug") { Description = "where gdb and rootline find the application core; port 0 takes a free one", Required = true, HelpName = "[HOST:]PORT" };
    private readonly Option<string?> _console = new("--console") { Description = "where the application core's console is", Required = true, HelpName = "[HOST:]PORT" };
    private readonly Option<string?> _networkDebug = new("--debug-network") { Description = "where the network core is found", HelpName = "[HOST:]PORT" };
    private readonly Option<string?> _networkConsole = new("--console-network") { Description = "where the network core's console is", HelpName = "[HOST:]PORT" };
    private readonly Option<string?> _control = new("--control") { Description = "where the control socket appears (docs/ci.md)", HelpName = "PATH" };

    private readonly Option<bool> _off = new("--power-off") { Description = "begin without power; the control socket gives it" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public NordicRunCommand(CommandContext context)
        : base("run", context, "nordic run part.bin --debug 3333 --console 4444", "nordic run part.bin --debug 0 --console 0 --control ./part.sock --json")
    {
        Add(_file);
        Add(_debug);
        Add(_console);
        Add(_networkDebug);
        Add(_networkConsole);
        Add(_control);
        Add(_off);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_file));
        var body = NordicBody.Open(new(Context.Disk, Context.Clock, Context.Entropy), path);
        using var chip = new SwitchedChip(body, Context.Entropy);
        string? control = parse.GetValue(_control) is { } socket ? Context.FullPath(socket) : null;
        using var run = new ControlledChip(Context, chip, control);
        using var ports = new ChipPorts(chip, Context.Clock);
        (string Name, string Line, Option<string?> Option)[] lines =
        [
            ("debug", NordicBody.Debug, _debug), ("console", NordicBody.Console, _console),
            ("debugNetwork", NordicBody.DebugNetwork, _networkDebug), ("consoleNetwork", NordicBody.ConsoleNetwork, _networkConsole),
        ];
        List<(string, TcpAddress?)> named = [];
        foreach (var (name, line, option) in lines)
            named.Add((name, parse.GetValue(option) is { } text ? ports.Add(line, Device(body, run, line), Loopback(option.Name, text)) : null));
        if (!parse.GetValue(_off))
            chip.PowerOn();
        else if (control is null)
            throw FrameFaults.Usage.Exception("--power-off needs --control, which gives the power");
        Announce(body, control, named);
        run.Run(ports.Run);
        return ExitCode.Done;
    }

    private static DisturbedDevice Device(NordicBody body, ControlledChip run, string line)
    {
        int at = body.Lines.ToList().IndexOf(line);
        return at >= 0 ? run.Lines[at] : throw FrameFaults.Usage.Exception($"an {body.Family} has no network core");
    }

    private static TcpAddress Loopback(string option, string text)
    {
        var address = NordicOptions.Address(option, text);
        return address.IsLoopback ? address : throw FrameFaults.Usage.Exception($"{option} {text}: a virtual part is served to programs of this machine alone");
    }

    private void Announce(NordicBody body, string? control, IReadOnlyList<(string Name, TcpAddress? Address)> ports)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"ready {body.Family} {body.Name} {string.Join(' ', ports.Where(p => p.Address is not null).Select(p => $"{p.Name} {p.Address}"))}{(control is null ? "" : $" control {control}")}");
        }
        else
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("part", body.Family);
                json.WriteString("device", body.Name);
                foreach (var (name, address) in ports)
                    json.WriteString(name, address?.ToString());
                json.WriteString("control", control);
                json.WriteEndObject();
            });
        }

        Context.Output.Flush();
    }
}
