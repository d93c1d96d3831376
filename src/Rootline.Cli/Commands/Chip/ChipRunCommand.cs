using System.CommandLine;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Cli.Control;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Links;
using Rootline.Links.Decorators;
using Rootline.Links.Serial;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Commands.Chip;

/// <summary>
/// <c>rootline chip run</c>: powers a virtual chip whose UART is a pseudo-terminal or a TCP port, until it is interrupted.
/// </summary>
internal sealed class ChipRunCommand : CliCommand
{
    private const string StandIn = "any sound SB2.1 file is taken unopened as provisioning firmware";
    private const string Loopback = "127.0.0.1";
    private const int FastestBaud = 12_000_000;

    private readonly Argument<string> _file = new("FILE") { Description = "the chip file" };
    private readonly Option<string?> _port = new("--port") { Description = "where the serial port appears; a link to a pseudo-terminal", HelpName = "PATH" };
    private readonly Option<string?> _tcp = new("--tcp") { Description = "take one client at a time on a TCP port of this machine instead; port 0 takes a free one", HelpName = "[HOST:]PORT" };
    private readonly Option<string?> _debug = new("--debug") { Description = "a TF-M chip: take a debugger on a TCP port of this machine; its UART goes to standard output", HelpName = "[HOST:]PORT" };
    private readonly Option<bool> _halted = new("--halted") { Description = "with --debug: stand before the first instruction until a debugger lets it run" };
    private readonly Option<string?> _console = new("--console") { Description = "with --debug: append what the UART prints to this file", HelpName = "FILE" };
    private readonly Option<bool> _network = new("--allow-connections-from-the-network") { Description = "let --tcp or --debug listen on an address that other machines reach: whoever reaches it may close the chip for good" };
    private readonly Option<string?> _control = new("--control") { Description = "where the control socket appears (docs/ci.md)", HelpName = "PATH" };
    private readonly Option<int?> _baud = new("--baud") { Description = "take as long as a UART at this rate would", HelpName = "N" };
    private readonly Option<string?> _trace = new("--trace") { Description = "add a line a frame to this file; data are told as lengths", HelpName = "FILE" };
    private readonly Option<bool> _off = new("--power-off") { Description = "begin without power; the control socket gives it" };
    private readonly Option<bool> _any = new("--any-provisioning-firmware")
    {
        Description = "take any structurally sound SB2.1 file unopened as a stand-in for the provisioning firmware (for tests)",
    };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipRunCommand(CommandContext context)
        : base("run", context, "chip run chip.bin --port ./ttyCHIP", "chip run chip.bin --tcp 0 --control ./chip.sock --json", "chip run tfm.bin --debug 3333 --halted")
    {
        Add(_file);
        Add(_port);
        Add(_tcp);
        Add(_debug);
        Add(_halted);
        Add(_console);
        Add(_network);
        Add(_control);
        Add(_baud);
        Add(_trace);
        Add(_off);
        Add(_any);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        if (parse.GetValue(_debug) is { } debug)
            return RunDebug(parse, debug);
        if (parse.GetValue(_halted) || parse.GetValue(_console) is not null)
            throw FrameFaults.Usage.Exception("--halted and --console go with --debug");
        var address = Address(parse);
        if (parse.GetValue(_baud) is { } baud and (< 1 or > FastestBaud))
            throw FrameFaults.Usage.Exception($"--baud {baud} is not a number from 1 to {FastestBaud}");
        string? control = Control(parse);
        using var trace = TraceFile.Open(Context, parse.GetValue(_trace));
        var world = World;
        var body = new Lpc55Body(HeldChip.Open(Context.Disk, Context.FullPath(parse.GetRequiredValue(_file))), world, parse.GetValue(_any));
        using var chip = new SwitchedChip(body, world.Entropy);
        using var run = new ControlledChip(Context, chip, control);
        IByteWire outer = address is null ? PseudoTerminal.Create(Context.FullPath(parse.GetValue(_port)!)) : TcpPort.Listen(address, () => chip.Try<ILiveChip>(static live => live.Unplug("")));
        using var wire = Decorated(outer, parse.GetValue(_baud), trace);
        if (!parse.GetValue(_off))
            chip.PowerOn();
        Warn(body, address);
        Announce(wire.Name, control, chip, body);
        run.Run(end => DevicePump.Run(run.Lines[0], wire, Context.Clock, end));
        return ExitCode.Done;
    }

    // Null stands for a pseudo-terminal.
    private TcpAddress? Address(ParseResult parse)
    {
        if ((parse.GetValue(_port) is null) == (parse.GetValue(_tcp) is null))
            throw FrameFaults.Usage.Exception("either --port or --tcp says where the chip's UART appears");
        return parse.GetValue(_tcp) is { } text ? Address(parse, "--tcp", text) : null;
    }

    private TcpAddress Address(ParseResult parse, string option, string text)
    {
        var address = TcpAddress.Parse(text, Loopback) ?? throw FrameFaults.Usage.Exception($"{option} {text} is not [HOST:]PORT");
        if (!address.IsLoopback && !parse.GetValue(_network))
            throw FrameFaults.Usage.Exception($"other machines may reach {address}, and whoever reaches it may close the chip for good", "name no host, or consent with --allow-connections-from-the-network");
        return address;
    }

    private ExitCode RunDebug(ParseResult parse, string text)
    {
        Option[] others = [_port, _tcp, _baud, _trace, _any];
        if (others.FirstOrDefault(o => parse.GetResult(o) is { Implicit: false }) is { } other)
            throw FrameFaults.Usage.Exception($"{other.Name} does not go with --debug");
        var address = Address(parse, "--debug", text);
        string? control = Control(parse);
        using var console = parse.GetValue(_console) is { } file ? new FileStream(Context.FullPath(file), FileMode.Append, FileAccess.Write, FileShare.Read) : Context.Json ? Stream.Null : Context.RawOutput;
        var body = TfmBody.Open(World, Context.FullPath(parse.GetRequiredValue(_file)), parse.GetValue(_halted), console);
        using var chip = new SwitchedChip(body, Context.Entropy);
        using var run = new ControlledChip(Context, chip, control);
        using var ports = new ChipPorts(chip, Context.Clock);
        var listening = ports.Add(TfmBody.Debug, run.Lines[0], address);
        var build = body.Build;
        if (build.HasDummyProvisioning)
            Context.Warn(TfmWords.Dummy);
        if (!address.IsLoopback)
            Context.Warn($"other machines may reach {address}: whoever does may close the chip for good");
        if (!parse.GetValue(_off))
            chip.PowerOn();
        Announce(listening, control, body.Family, build);
        run.Run(ports.Run);
        return ExitCode.Done;
    }

    private void Announce(TcpAddress listening, string? control, string profile, TfmBuild build)
    {
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("ready", listening.ToString());
                json.WriteString("profile", profile);
                json.WriteString("release", build.Version);
                json.WriteBoolean("dummyProvisioning", build.HasDummyProvisioning);
                json.WriteString("control", control);
                json.WriteEndObject();
            });
        }
        else
        {
            Context.Output.WriteLine($"ready {listening}{With(control)}{(build.HasDummyProvisioning ? $" ({TfmWords.Dummy})" : "")}");
        }

        Context.Output.Flush();
    }

    private ChipWorld World => new(Context.Disk, Context.Clock, Context.Entropy);

    private static string With(string? control) => control is null ? "" : $" control {control}";

    private string? Control(ParseResult parse)
    {
        string? control = parse.GetValue(_control) is { } path ? Context.FullPath(path) : null;
        return control is not null || !parse.GetValue(_off) ? control : throw FrameFaults.Usage.Exception("--power-off needs --control, which gives the power");
    }

    private IByteWire Decorated(IByteWire wire, int? baud, TraceFile? trace)
    {
        if (baud is { } rate)
            wire = new PacedWire(wire, rate, Context.Clock);
        return trace is null ? wire : new TracedWire(wire, trace.Of(wire.Name), WireDirection.ToHost);
    }

    private void Warn(Lpc55Body chip, TcpAddress? address)
    {
        if (chip.TakesAnyFirmware)
            Context.Warn(StandIn);
        if (chip.IsSeeded)
            Context.Warn("the chip's keys come from a seed: they protect nothing");
        if (address is { IsLoopback: false })
            Context.Warn($"other machines may reach {address}: whoever does may close the chip for good");
    }

    private void Announce(string port, string? control, SwitchedChip chip, Lpc55Body body)
    {
        if (Context.Json)
        {
            bool isClosed = chip.Inspect(_ => body.IsClosed);
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("ready", port);
                json.WriteString("chip", body.Name);
                json.WriteString("family", body.Family);
                json.WriteBoolean("provisioned", isClosed);
                json.WriteBoolean("seeded", body.IsSeeded);
                json.WriteBoolean("anyProvisioningFirmware", body.TakesAnyFirmware);
                json.WriteString("control", control);
                json.WriteEndObject();
            });
        }
        else
        {
            Context.Output.WriteLine($"ready {port}{With(control)}{(body.TakesAnyFirmware ? $" ({StandIn})" : "")}");
        }

        Context.Output.Flush();
    }
}
