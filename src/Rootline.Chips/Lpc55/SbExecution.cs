using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using ResetCommand = Rootline.Formats.Nxp.Sb2.Commands.ResetCommand;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// Runs the commands of an SB file as they come in, each authenticated. LPC55S6x supports erase, load, memory enable, fill, jump
/// and version check, and the reset. A JUMP or RESET waits until the file was taken whole and its answer has left: what follows
/// it is judged and not run. There is no external memory. Source: nxp-mboot section 6.
/// </summary>
/// <param name="core">The chip.</param>
/// <param name="access">Its memory.</param>
public sealed class SbExecution(ChipCore core, ChipAccess access) : ISb2Runner
{
    private const int FillWord = 4;

    /// <summary>Where the file jumps to, once a JUMP was run.</summary>
    public uint? JumpAddress { get; private set; }

    private bool _isOver;

    /// <inheritdoc/>
    public void Enter(uint id, int macCount)
    {
    }

    /// <inheritdoc/>
    public uint Run(Sb2Command command) => _isOver ? MbootStatus.Success : RunOne(command);

    private uint RunOne(Sb2Command command)
    {
        switch (command)
        {
            case NopCommand:
                return MbootStatus.Success;
            case EraseCommand { Memory: var memory } when memory != default:
            case LoadCommand { Memory: var other } when other != default:
            case FillCommand { Memory: var third } when third != default:
            case MemoryEnableCommand:
                return MbootStatus.MemoryNotConfigured;
            case EraseCommand { Extent: EraseExtent.Region } erase:
                return access.Erase(erase.Address, erase.Length);
            case EraseCommand:
                return access.Erase(core.Profile.Application.Start, core.Profile.Application.Length);
            case LoadCommand load:
                return access.Write(load.Address, load.Data.Span);
            case FillCommand fill:
                return Fill(fill);
            case ResetCommand:
                _isOver = true;
                return MbootStatus.Success;
            case VersionCheckCommand check:
                return Check(check);
            case JumpCommand jump:
                (JumpAddress, _isOver) = (jump.Address, true);
                return MbootStatus.Success;
            default:
                return MbootStatus.SbUnknownCommand;
        }
    }

    // The file names a version; the chip refuses it when its own floor is higher.
    private uint Check(VersionCheckCommand check) =>
        check.CheckAgainst(core.Pfr.Cfpa) is { } fault ? Sb2Faults.StatusOf(fault) : MbootStatus.Success;

    // Refused before the pattern is made: a length of the file's choice must not fill the host's memory.
    private uint Fill(FillCommand fill)
    {
        if (access.CheckWrite(fill.Address, fill.Length) is not MbootStatus.Success and var refused)
            return refused;
        var bytes = new byte[fill.Length];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(fill.Pattern >> (8 * (i % FillWord)));
        return access.Write(fill.Address, bytes);
    }
}
