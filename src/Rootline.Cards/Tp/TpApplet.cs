using Rootline.Core.Entropy;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;
using Rootline.Links.Applet;

namespace Rootline.Cards.Tp;

/// <summary>
/// The TP applet. Where the vendor's applet is closed, this one chooses: every command before SELECT is answered with 6999;
/// SELECT forgets the open challenge; an unknown instruction is 6D00, a known one under the wrong class 6E00. Source:
/// nxp-trust-provisioning section 4.
/// </summary>
public sealed class TpApplet : IApplet
{
    private static readonly Dictionary<(byte Cla, byte Ins), Command> Commands = new()
    {
        [(0x00, Instruction.Select)] = SelectCommand.Run,
        [(0x00, Instruction.GetChallenge)] = ChallengeCommand.Run,
        [(0x00, Instruction.ProcessResponse)] = ResponseCommand.Run,
        [(0x00, Instruction.GetData)] = DataCommand.Run,
        [(0x00, Instruction.DeleteFile)] = FileSystemCommands.DeleteFile,
        [(0x80, Instruction.Echo)] = EchoCommand.Run,
        [(0x80, Instruction.GetChallenge)] = BufferCommand.Run,
        [(0x80, Instruction.SetItem)] = ItemCommand.Run,
        [(0x80, Instruction.CreateFileSystem)] = FileSystemCommands.Create,
        [(0x80, Instruction.DeleteFile)] = FileSystemCommands.Delete,
        [(0x80, Instruction.FinalizeFileSystem)] = SealCommand.Run,
    };

    private readonly AppletSession _session;
    private bool _broken;

    /// <summary>Starts the applet over a card's memory.</summary>
    /// <param name="memory">The memory; remains the caller's.</param>
    /// <param name="entropy">Challenges, UUIDs, ephemeral keys, in this order for one device; and how signatures are made.</param>
    public TpApplet(ICardMemory memory, EntropySource entropy) => _session = new(memory, entropy);

    /// <inheritdoc/>
    /// <remarks>When the memory fails, the exception goes on to the reader and every later command is answered with 6F00.</remarks>
    public ResponseApdu Execute(CommandApdu command)
    {
        if (_broken)
            return AppletSession.Refuse(StatusWord.Generic);
        if (!Commands.TryGetValue((command.Cla, command.Ins), out var run))
            return AppletSession.Refuse(Commands.Keys.Any(k => k.Ins == command.Ins) || command.Cla is not (0x00 or 0x80) ? StatusWord.ClassUnknown : StatusWord.InstructionUnknown);
        if (!_session.IsSelected && command.Ins != Instruction.Select)
            return AppletSession.Refuse(StatusWord.SelectFailed);
        _broken = true;
        var answer = run(command, _session);
        _broken = false;
        return answer;
    }

    /// <inheritdoc/>
    public void Reset() => _session.Reset();

    private delegate ResponseApdu Command(CommandApdu command, AppletSession session);
}
