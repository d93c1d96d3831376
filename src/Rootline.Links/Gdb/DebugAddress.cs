using Rootline.Core.Faults;
using Rootline.Links.Tcp;

namespace Rootline.Links.Gdb;

/// <summary>Where a debug server listens. Secrets pass there in the clear, so it is on this machine unless somebody says otherwise.</summary>
public static class DebugAddress
{
    /// <summary>Judges an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="beyondThisMachine">Whether the operator allowed others by name.</param>
    /// <returns>The address, or <see cref="GdbLinkFaults.NotLoopback"/>.</returns>
    public static Parsed<TcpAddress> Check(TcpAddress address, bool beyondThisMachine) =>
        address.IsLoopback || beyondThisMachine ? address : GdbLinkFaults.NotLoopback.Fault($"{address} is not on this machine");
}
