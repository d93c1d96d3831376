using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Line.Tfm;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary>Where a debug server is, and what it is.</summary>
internal sealed class DebugOptions
{
    private readonly Option<string> _debug = new("--debug") { Description = "where the debug server listens", Required = true, HelpName = "HOST:PORT" };
    private readonly Option<string?> _server = new Option<string?>("--server") { Description = $"what the debug server is: {string.Join(", ", GdbServerProfile.All.Select(p => p.Name))}; asked where it is not given", HelpName = "NAME" }.AcceptOnlyFromAmong([.. GdbServerProfile.All.Select(p => p.Name)]);
    private readonly Option<bool> _beyond = new("--allow-debug-server-beyond-this-machine") { Description = "secrets go to it in the clear: use a debug server on another machine all the same" };

    /// <summary>The options in the order of help.</summary>
    public IReadOnlyList<Option> Options => [_debug, _server, _beyond];

    /// <summary>Connects; the core stands afterwards.</summary>
    /// <param name="context">Clock and cancellation.</param>
    /// <param name="parse">The command line.</param>
    public DebuggedDevice Connect(CommandContext context, ParseResult parse)
    {
        string text = parse.GetRequiredValue(_debug);
        var address = TcpAddress.Parse(text.StartsWith(TcpAddress.Scheme, StringComparison.Ordinal) ? text[TcpAddress.Scheme.Length..] : text)
            ?? throw FrameFaults.Usage.Exception($"--debug {text} is not HOST:PORT", "write for example 127.0.0.1:1234");
        var wire = TcpWire.Connect(DebugAddress.Check(address, parse.GetValue(_beyond)).OrThrow());
        try
        {
            var host = new GdbHost(wire, context.Clock, new() { Cancellation = context.Cancellation });
            host.Open();
            var server = parse.GetValue(_server) is { } name
                ? new HostServer(host, GdbServerProfile.Find(name)!, context.Clock)
                : HostServer.Recognise(host, context.Clock);
            return new(wire, new DeviceTarget(host, server));
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }
}
