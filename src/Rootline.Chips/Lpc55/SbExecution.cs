using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using ResetCommand = Rootline.Formats.Nxp.Sb2.Commands.ResetCommand;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// Runs the commands of an SB file that was opened and checked. LPC55S6x supports erase, load, memory enable, fill, jump and
/// version check; a reset ends the file. Source: nxp-mboot section 6.
/// </summary>
/// <param name="core">The chip.</param>
/// <param name="access">Its memory.</param>
public sealed class SbExecution(ChipCore core, ChipAccess access)
{
    private const int FillWord = 4;

    /// <summary>Where the file jumps to, once a JUMP was run.</summary>
    public uint? JumpAddress { get; private set; }

    /// <summary>Runs the commands in order up to the first that fails, jumps or resets.</summary>
    /// <param name="commands">The commands.</param>
    /// <returns>0, or the status of the command that failed.</returns>
    public uint Run(IEnumerable<Sb2Command> commands)
    {
        foreach (var command in commands)
        {
            if (command is ResetCommand)
                break;
            if (RunOne(command) is not MbootStatus.Success and var status)
                return status;
            if (JumpAddress is not null)
                break;
        }

        return MbootStatus.Success;
    }

    private uint RunOne(Sb2Command command)
    {
        switch (command)
        {
            case NopCommand or MemoryEnableCommand:
                return MbootStatus.Success;
            case EraseCommand { Extent: EraseExtent.Region } erase:
                return access.Erase(erase.Address, erase.Length);
            case EraseCommand:
                return access.Erase(core.Profile.Application.Start, core.Profile.Application.Length);
            case LoadCommand load:
                return access.Write(load.Address, load.Data.Span);
            case FillCommand fill:
                return access.Write(fill.Address, Pattern(fill));
            case VersionCheckCommand check:
                return Check(check);
            case JumpCommand jump:
                JumpAddress = jump.Address;
                return MbootStatus.Success;
            default:
                return MbootStatus.SbUnknownCommand;
        }
    }

    // The file names a version; the chip refuses it when its own floor is higher.
    private uint Check(VersionCheckCommand check)
    {
        var cfpa = core.Pfr.Cfpa;
        uint floor = check.IsNonSecure ? cfpa.NonSecureFirmwareVersion : cfpa.SecureFirmwareVersion;
        return check.Version < floor ? MbootStatus.SbRollbackBlocked : MbootStatus.Success;
    }

    private static byte[] Pattern(FillCommand fill)
    {
        var bytes = new byte[fill.Length];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(fill.Pattern >> (8 * (i % FillWord)));
        return bytes;
    }
}
