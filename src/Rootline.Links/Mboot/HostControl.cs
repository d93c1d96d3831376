using System.Buffers.Binary;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>The commands that start code, swap images, and open or close a target. None is sent twice on silence.</summary>
public sealed class HostControl
{
    /// <summary>Length of a backdoor key in bytes.</summary>
    public const int BackdoorKeyLength = 8;

    private readonly HostSession _session;

    internal HostControl(HostSession session) => _session = session;

    /// <summary>Starts code; the connection is over when it succeeds.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="argument">What it is given.</param>
    /// <param name="stackPointer">Its stack; 0 to keep the loader's.</param>
    public void Execute(uint address, uint argument, uint stackPointer) =>
        _session.Demand(new ExecuteCodeCommand(address, argument, stackPointer).ToPacket());

    /// <summary>Calls code that returns.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="argument">What it is given.</param>
    public void Call(uint address, uint argument) => _session.Demand(new CallCodeCommand(address, argument).ToPacket());

    /// <summary>Lets the target check a new image and put it in the place of the old one.</summary>
    /// <param name="address">Where the image or the swap indicator lies.</param>
    public void ReliableUpdate(uint address) => _session.Demand(new ReliableUpdateCommand(address).ToPacket());

    /// <summary>Opens a locked flash with its backdoor key.</summary>
    /// <param name="key"><see cref="BackdoorKeyLength"/> bytes.</param>
    public void DisableFlashSecurity(Secret key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, BackdoorKeyLength);
        _session.Demand(new FlashSecurityDisableCommand(
            BinaryPrimitives.ReadUInt32BigEndian(key.Span), BinaryPrimitives.ReadUInt32BigEndian(key.Span[4..])).ToPacket());
    }

    /// <summary>Erases everything and opens a locked flash. Cannot be undone.</summary>
    public void EraseAllAndOpen() => _session.Demand(FlashEraseAllUnsecureCommand.Packet);

    /// <summary>Moves the life cycle on. Cannot be undone.</summary>
    /// <param name="state">The state to go to.</param>
    public void AdvanceLifeCycleForEver(uint state) => _session.Demand(new UpdateLifeCycleCommand(state).ToPacket());

    /// <summary>Hands a message that lies in memory to the secure enclave; what it does depends on the message.</summary>
    /// <param name="message">Where message and answer lie.</param>
    public void PassToEnclave(EleMessageCommand message) => _session.Demand(message.ToPacket());

    /// <summary>The version of the cloud provisioning agent.</summary>
    /// <returns>What follows the status in the agent's response.</returns>
    public uint[] AgentVersion() => _session.Demand(
        new EdgeLock2GoCommand(EdgeLock2GoOperation.Version, []).ToPacket(), response => response.Values.ToArray());

    /// <summary>Lets the cloud provisioning agent close the device. Cannot be undone.</summary>
    /// <param name="arguments">What the agent wants to know.</param>
    public void CloseDeviceForEver(params uint[] arguments) =>
        _session.Demand(new EdgeLock2GoCommand(EdgeLock2GoOperation.CloseDevice, arguments).ToPacket());
}
