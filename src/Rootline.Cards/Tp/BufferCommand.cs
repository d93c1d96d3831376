using System.Buffers.Binary;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Cards.Tp;

/// <summary>
/// RESIZE BUFFER (80 84 00 00 non-volatile, 00 01 transient): length u16 big-endian. A buffer that is there must be deleted
/// (length 0) before it gets another length.
/// </summary>
internal static class BufferCommand
{
    public static ResponseApdu Run(CommandApdu command, AppletSession session)
    {
        if (command.P1P2 > 1)
            return AppletSession.Refuse(StatusWord.WrongParameters);
        if (command.Data.Length != 2)
            return AppletSession.Refuse(StatusWord.WrongLength);
        if (session.State.Lifecycle == CardLifecycle.Operational)
            return AppletSession.Refuse(StatusWord.Security);
        bool transient = command.P1P2 == 1;
        ushort length = BinaryPrimitives.ReadUInt16BigEndian(command.Data.Span);
        if (length != 0 && (transient ? session.TransientBuffer : session.State.Buffer) != 0)
            return AppletSession.Refuse(StatusWord.NotAllowed);
        if (transient)
        {
            session.TransientBuffer = length;
            return AppletSession.Ok();
        }

        session.State.Buffer = length;
        session.Memory.Commit();
        return AppletSession.Ok();
    }
}
