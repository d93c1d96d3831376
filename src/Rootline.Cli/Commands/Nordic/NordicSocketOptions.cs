using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Wires;
using Rootline.Formats.Nordic;
using Rootline.Formats.Records;
using Rootline.Line.Nordic.Debug;
using Rootline.Links.Gdb;
using Rootline.Links.Serial;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Commands.Nordic;

/// <summary>Where a part is: its debug servers and its console, in the same words for every command that works on one.</summary>
internal sealed class NordicSocketOptions
{
    private const int Baud = 115200;

    private readonly Option<string> _debug = new("--debug") { Description = "the debug server on the application core", Required = true, HelpName = "HOST:PORT" };
    private readonly Option<string?> _debugNetwork = new("--debug-network") { Description = "the debug server on the network core", HelpName = "HOST:PORT" };
    private readonly Option<bool> _remote = new("--allow-a-debug-server-beyond-this-machine") { Description = "use debug servers of other machines: whoever is on the way can change what goes into the part" };
    private readonly Option<string> _server = new("--server") { Description = $"which debug server: {string.Join(", ", Names)}", DefaultValueFactory = _ => GdbServerProfile.Rootline.Name, HelpName = "NAME" };
    private readonly Option<string?> _recover = new("--recover-command") { Description = "the server's own command that erases the part through CTRL-AP", HelpName = "TEXT" };
    private readonly Option<string> _console = new("--console") { Description = "the application core's console: a serial port, or tcp://HOST:PORT", Required = true, HelpName = "PORT" };
    private readonly Option<int> _baud = new("--baud") { Description = "the console's rate", DefaultValueFactory = _ => Baud, HelpName = "N" };
    private readonly Option<int> _patience = new("--patience") { Description = "how many seconds to listen to the console", DefaultValueFactory = _ => 20, HelpName = "SECONDS" };

    private static IEnumerable<string> Names => GdbServerProfile.ForNordic.Select(p => p.Name);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_debug, _debugNetwork, _remote, _server, _recover, _console, _baud, _patience];

    /// <summary>How long to listen to the console, 1 s to 1 h.</summary>
    /// <param name="parse">The options' values.</param>
    public TimeSpan Patience(ParseResult parse) => TimeSpan.FromSeconds(Math.Clamp(parse.GetValue(_patience), 1, 3600));

    /// <summary>The socket that the options name.</summary>
    /// <param name="context">Clock, cancellation.</param>
    /// <param name="parse">Their values.</param>
    /// <param name="part">The part.</param>
    public INordicSocket Socket(CommandContext context, ParseResult parse, NordicPart part)
    {
        var profile = GdbServerProfile.ForNordic.FirstOrDefault(p => p.Name == parse.GetValue(_server))
            ?? throw FrameFaults.Usage.Exception($"--server {parse.GetValue(_server)} is not one of {string.Join(", ", Names)}");
        var server = NordicServer.Of(profile, part);
        if (parse.GetValue(_recover) is { } command)
            server = server with { Erase = command };
        bool remote = parse.GetValue(_remote);
        var debug = Server("--debug", parse.GetRequiredValue(_debug), remote);
        var network = parse.GetValue(_debugNetwork) is { } text ? Server("--debug-network", text, remote) : null;
        return new NordicTcpSocket(context, server, debug, network, Console(parse));
    }

    /// <summary>The device id of the command line, in lower case.</summary>
    /// <param name="text">The value of <c>--device</c>.</param>
    public static string Device(string text)
    {
        string device = text.ToLowerInvariant();
        return device.Length == 2 * FactoryWords.DeviceIdLength && ProvisioningScheme.IsDevice(ProvisioningScheme.Nordic, device)
            ? device
            : throw FrameFaults.Usage.Exception($"--device {text} is not {2 * FactoryWords.DeviceIdLength} hexadecimal digits");
    }

    private static TcpAddress Server(string option, string text, bool remote) =>
        DebugAddress.Check(NordicOptions.Address(option, text), remote).OrThrow(option);

    private Func<IByteWire> Console(ParseResult parse)
    {
        string text = parse.GetRequiredValue(_console);
        if (!text.StartsWith(TcpAddress.Scheme, StringComparison.Ordinal))
            return () => SerialPort.Open(text, parse.GetValue(_baud));
        var address = NordicOptions.Address("--console", text);
        return () => TcpWire.Connect(address);
    }
}
