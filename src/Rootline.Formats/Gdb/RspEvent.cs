using Rootline.Core.Faults;

namespace Rootline.Formats.Gdb;

/// <summary>A packet, a sign beside packets, or a damaged packet.</summary>
/// <param name="Sign">Which.</param>
/// <param name="Content">The content of a packet or notification as it is meant; it may hold a secret, and whoever takes it wipes it.</param>
/// <param name="Fault">Why a packet is damaged (<see cref="GdbFaults.Packet"/>).</param>
public readonly record struct RspEvent(RspSign Sign, byte[]? Content = null, Fault? Fault = null);
