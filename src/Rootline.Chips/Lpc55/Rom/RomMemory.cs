using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Chips.Lpc55.Rom;

/// <summary>The commands of memory: read, write, fill, erase, and the external memories that this chip does not have.</summary>
/// <param name="core">The chip.</param>
/// <param name="access">Its memory.</param>
internal sealed class RomMemory(ChipCore core, ChipAccess access)
{
    /// <summary>Where the running program lets the host in; null for everywhere that is not hidden.</summary>
    public Formats.Nxp.AddressRange? Window { get; set; }

    public RomAnswer Read(CommandPacket command)
    {
        if (!ReadMemoryCommand.Parse(command).Try(out var read, out _))
            return RomAnswer.Misfit(command);
        byte[] bytes = [];
        uint status = OutOfReach(read.Address, read.Length, read.MemoryId) ?? access.Read(read.Address, read.Length, out bytes);
        return RomAnswer.Data(command, status, ResponseTag.ReadMemory, bytes);
    }

    public RomAnswer Write(CommandPacket command)
    {
        if (!WriteMemoryCommand.Parse(command).Try(out var write, out _))
            return RomAnswer.Misfit(command);
        uint status = OutOfReach(write.Address, write.Length, write.MemoryId) ?? access.CheckWrite(write.Address, write.Length);
        return RomAnswer.Expect(command, status, write.Length, data => access.Write(write.Address, data));
    }

    public RomAnswer Fill(CommandPacket command)
    {
        if (!FillMemoryCommand.Parse(command).Try(out var fill, out _) || fill.Length % 4 != 0)
            return RomAnswer.Misfit(command);
        if (access.CheckWrite(fill.Address, fill.Length) is not MbootStatus.Success and var refused)
            return RomAnswer.Status(command, refused);
        var data = new byte[fill.Length];
        for (int i = 0; i < data.Length; i++)
            data[i] = (byte)(fill.Pattern >> (8 * (i % 4)));
        return RomAnswer.Status(command, access.Write(fill.Address, data));
    }

    public RomAnswer EraseRegion(CommandPacket command) => FlashEraseRegionCommand.Parse(command).Try(out var erase, out _)
        ? RomAnswer.Status(command, OutOfReach(erase.Address, erase.Length, erase.MemoryId) ?? access.Erase(erase.Address, erase.Length))
        : RomAnswer.Misfit(command);

    public RomAnswer EraseAll(CommandPacket command) => FlashEraseAllCommand.Parse(command).Try(out var erase, out _)
        ? RomAnswer.Status(command, OtherMemory(erase.MemoryId) ?? EraseApplication())
        : RomAnswer.Misfit(command);

    /// <summary>Erases and would open the chip: on one that is open it only erases, a closed one refuses.</summary>
    public RomAnswer EraseAllUnsecure(CommandPacket command)
    {
        if (!FlashEraseAllUnsecureCommand.Is(command))
            return RomAnswer.Misfit(command);
        return RomAnswer.Status(command, core.Pfr.IsProvisioned ? MbootStatus.SecurityViolation : EraseApplication());
    }

    /// <summary>There is nothing at the end of the wires that could be set up.</summary>
    public static RomAnswer Configure(CommandPacket command) => ConfigureMemoryCommand.Parse(command).Try(out var configure, out _)
        ? RomAnswer.Status(command, OtherMemory(configure.MemoryId) ?? MbootStatus.InvalidArgument)
        : RomAnswer.Misfit(command);

    /// <summary>The refusal of a memory other than the internal one: those with a name are not set up, others are no memory.</summary>
    public static uint? OtherMemory(uint memory) => (MemoryId)memory switch
    {
        MemoryId.Internal => null,
        _ => Enum.IsDefined((MemoryId)memory) ? MbootStatus.MemoryNotConfigured : MbootStatus.MemoryRangeInvalid,
    };

    private uint EraseApplication() => access.Erase(core.Profile.Application.Start, core.Profile.Application.Length);

    private uint? OutOfReach(uint address, uint length, uint memory) =>
        OtherMemory(memory) ?? (Window is { } window && !window.Contains(address, length) ? MbootStatus.MemoryRangeInvalid : null);
}
