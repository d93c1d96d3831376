using System.Text;
using Rootline.Cli.Control;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Decorators;
using Rootline.Links.Tcp;

namespace Rootline.Fuzz.Targets;

/// <summary>What a running chip is asked on its control socket, and what a trace and an address are made of.</summary>
internal static class ControlTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("control-request", Request, () => ((string[])["{\"v\":1,\"do\":\"cut\",\"at\":3,\"moment\":\"torn\",\"outcome\":1}", "{\"do\":\"power\",\"on\":true}"]).Select(Encoding.UTF8.GetBytes), 512),
        new("frame-text", Text, () => [new CommandPacket(CommandTag.ReadMemory, false, 1, 2, 3).ToBytes(), ResponsePacket.Generic(0, CommandTag.Reset).ToBytes()], 160),
        new("tcp-address", Address, () => ((string[])["localhost:4711", "[::1]:80"]).Select(Encoding.UTF8.GetBytes), 300),
    ];

    private static bool Request(byte[] input)
    {
        var request = ControlRequest.Parse(input).OrThrow();
        request.Demand(["at", "moment", "outcome", "on"]);
        return (request.Has("at") && request.Number("at", 0, 10) >= 0 && request.Choice("moment", "before", "torn", "after").Length > 0) || request.Bool("on");
    }

    private static bool Text(byte[] input) =>
        FrameText.Of(Frame.Command(input), WireDirection.ToDevice).Length > 0 && FrameText.Of(Frame.Command(input), WireDirection.ToHost).Length > 0;

    private static bool Address(byte[] input) => TcpAddress.Parse(Encoding.UTF8.GetString(input)) is { } address && address.ToString().Length > 0;
}
