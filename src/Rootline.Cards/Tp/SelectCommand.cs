using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Cards.Tp;

/// <summary>SELECT (00 A4 04 00): another AID deselects the applet.</summary>
internal static class SelectCommand
{
    public static ResponseApdu Run(CommandApdu command, AppletSession session)
    {
        if (command.P1P2 != 0x0400)
            return AppletSession.Refuse(StatusWord.WrongParameters);
        session.Reset();
        session.IsSelected = command.Data.Span.SequenceEqual(AppletCommands.Aid.Span);
        return session.IsSelected ? AppletSession.Ok() : AppletSession.Refuse(StatusWord.FileNotFound);
    }
}
