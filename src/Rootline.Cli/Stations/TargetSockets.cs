using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Stations;

/// <summary>The sockets that a configuration names.</summary>
internal static class TargetSockets
{
    /// <summary>The sockets, one after the other; each is disposed by whoever took it.</summary>
    /// <param name="context">Disk, clock, entropy.</param>
    /// <param name="target">Where the devices are.</param>
    public static IEnumerable<ISocket> Of(CommandContext context, TargetAccess target) => target switch
    {
        SerialTarget serial => [new SerialSocket(serial.Port, serial.Baud)],
        TcpTarget remote => [new TcpSocket(remote.Address)],
        VirtualTargets chips => chips.ChipFiles.Select(f => new VirtualSocket(new(context.Disk, context.Clock, context.Entropy), f)),
        _ => [],
    };
}
