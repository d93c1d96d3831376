using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Cards.Tp;

/// <summary>
/// FINALIZE FILE SYSTEM (80 44 00 00): the card is sealed for ever. A card that is not configured refuses with 5502, because
/// sealing would leave it useless.
/// </summary>
internal static class SealCommand
{
    public static ResponseApdu Run(CommandApdu command, AppletSession session)
    {
        if (command.P1P2 != 0)
            return AppletSession.Refuse(StatusWord.WrongParameters);
        if (session.State.Lifecycle != CardLifecycle.Personalisation)
            return AppletSession.Refuse(session.State.Lifecycle == CardLifecycle.Operational ? StatusWord.Security : StatusWord.NotAllowed);
        using var configuration = CardConfiguration.Of(session.State);
        if (configuration is null)
            return AppletSession.Refuse(StatusWord.NotConfigured);
        session.State.Lifecycle = CardLifecycle.Operational;
        session.Memory.Commit();
        return AppletSession.Ok();
    }
}
