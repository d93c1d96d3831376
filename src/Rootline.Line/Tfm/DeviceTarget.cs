using Rootline.Links.Gdb;

namespace Rootline.Line.Tfm;

/// <summary>A device behind a debug server.</summary>
/// <param name="Host">The session; its core stands.</param>
/// <param name="Server">The server's own commands.</param>
public sealed record DeviceTarget(GdbHost Host, HostServer Server)
{
    /// <summary>Functions in the device.</summary>
    internal HostCalls Calls { get; } = new(Host);

    /// <summary>Lets the core run to an address; at it already, nothing happens.</summary>
    /// <param name="address">The address; bit 0 is not looked at.</param>
    /// <param name="patience">How long that may take.</param>
    internal void RunTo(uint address, TimeSpan patience)
    {
        if (Host.ReadRegister(Formats.Gdb.CoreRegister.Pc) != (address & ~1u))
            Calls.RunTo(address, patience);
    }
}
