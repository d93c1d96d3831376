using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Cards.Tp;

/// <summary>ECHO (80 00 00 00): answers what it was sent.</summary>
internal static class EchoCommand
{
    public static ResponseApdu Run(CommandApdu command, AppletSession session) =>
        command.P1P2 == 0 ? AppletSession.Ok(command.Data) : AppletSession.Refuse(StatusWord.WrongParameters);
}
