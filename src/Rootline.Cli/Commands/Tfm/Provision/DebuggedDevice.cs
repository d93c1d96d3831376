using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Line.Tfm;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary>A device behind a debug server, with the line to it.</summary>
/// <param name="wire">The line.</param>
/// <param name="target">The device.</param>
internal sealed class DebuggedDevice(IByteWire wire, DeviceTarget target) : IDisposable
{
    /// <summary>The device.</summary>
    public DeviceTarget Target => target;

    /// <summary>Lets the device run on by itself.</summary>
    public void Release()
    {
        try
        {
            target.Host.Detach();
        }
        catch (FaultException)
        {
            // It is done and recorded; a server that does not let go changes nothing about that.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => wire.Dispose();
}
