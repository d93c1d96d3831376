using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;

namespace Rootline.Chips.Lpc55.Rom;

/// <summary>
/// Properties, and the commands that would start code or change what the chip is. The virtual CPU runs no code: what would
/// start some is checked like the ROM's and then refused as not supported (10006), which is the truth.
/// </summary>
/// <param name="core">The chip.</param>
/// <param name="settings">What the host set.</param>
internal sealed class RomControl(ChipCore core, RomSettings settings)
{
    /// <summary>The longest head of a function that must lie in memory.</summary>
    private const uint Instruction = 2;

    public RomAnswer GetProperty(CommandPacket command, IReadOnlyList<CommandTag> commands)
    {
        if (command is not { HasDataPhase: false, Parameters: [var tag, .. { Length: <= 1 }] })
            return RomAnswer.Misfit(command);
        uint index = command.Parameters.Length > 1 ? command.Parameters[1] : 0;
        return new RomProperties(core, settings, commands).Of((PropertyTag)tag, index) is { } values
            ? new(MbootReply.Property(values))
            : RomAnswer.Status(command, MbootStatus.UnknownProperty);
    }

    public RomAnswer SetProperty(CommandPacket command, IReadOnlyList<CommandTag> commands)
    {
        if (!SetPropertyCommand.Parse(command).Try(out var set, out _))
            return RomAnswer.Misfit(command);
        bool isKnown = new RomProperties(core, settings, commands).Of(set.Property, 0) is not null;
        return RomAnswer.Status(command, settings.Set(set.Property, set.Value, isKnown));
    }

    public RomAnswer Execute(CommandPacket command) =>
        ExecuteCodeCommand.Parse(command).Try(out var execute, out _) ? Start(command, execute.Address) : RomAnswer.Misfit(command);

    public RomAnswer Call(CommandPacket command) =>
        CallCodeCommand.Parse(command).Try(out var call, out _) ? Start(command, call.Address) : RomAnswer.Misfit(command);

    /// <summary>An open chip has nothing to open, and a closed one has no backdoor key.</summary>
    public RomAnswer DisableSecurity(CommandPacket command) => FlashSecurityDisableCommand.Parse(command).Ok
        ? RomAnswer.Status(command, core.Pfr.IsProvisioned ? MbootStatus.SecurityViolation : MbootStatus.Success)
        : RomAnswer.Misfit(command);

    /// <summary>There is one image and nothing to swap it with.</summary>
    public static RomAnswer ReliableUpdate(CommandPacket command) => ReliableUpdateCommand.Parse(command).Ok
        ? RomAnswer.Status(command, MbootStatus.ReliableUpdateInactive)
        : RomAnswer.Misfit(command);

    // Bit 0 of a function's address says that it is Thumb code.
    private RomAnswer Start(CommandPacket command, uint address)
    {
        uint plain = address & ~1u;
        bool isMemory = core.Ram.TryGet(plain, Instruction, out _) || core.Profile.Application.Contains(plain & ~ChipProfile.SecureAlias, Instruction);
        return RomAnswer.Status(command, isMemory ? MbootStatus.UnsupportedCommand : MbootStatus.MemoryRangeInvalid);
    }
}
