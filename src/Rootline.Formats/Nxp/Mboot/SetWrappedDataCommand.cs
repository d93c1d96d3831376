using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 16, operation F0: the target verifies the wrapped data and burns what is in it. The answer is a status.</summary>
/// <param name="Address">Where the container lies; its length is in its own header.</param>
/// <param name="Stage">Stage of the device, 4B for the OEM's.</param>
/// <param name="Control">1: the container lies at the address; 2: it lies inside the firmware, the address is 0.</param>
public sealed record SetWrappedDataCommand(ulong Address, byte Stage, byte Control)
{
    /// <summary>The OEM's stage.</summary>
    public const byte OemStage = 0x4B;

    /// <summary>The container lies at the address.</summary>
    public const byte AtAddress = 1;

    /// <summary>The container lies inside the firmware.</summary>
    public const byte InFirmware = 2;

    private const byte Arguments = 3;

    /// <summary>The packet, 20 bytes: sentinel word, stage and control, address bits 63:32, address bits 31:0.</summary>
    public CommandPacket ToPacket() => new(
        CommandTag.TrustProvisioning,
        false,
        TrustProvisioningWord.Of(TrustProvisioningOperation.SetWrappedData, Arguments),
        Stage | ((uint)Control << 8),
        (uint)(Address >> 32),
        (uint)Address);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<SetWrappedDataCommand> Parse(CommandPacket packet) =>
        TrustProvisioningWord.OperationOf(packet) == TrustProvisioningOperation.SetWrappedData
        && packet.Parameters is [_, var how and <= ushort.MaxValue, var high, var low]
            ? new SetWrappedDataCommand(((ulong)high << 32) | low, (byte)how, (byte)(how >> 8))
            : packet.Misfit();
}
