using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Cards.Tp;

/// <summary>
/// CREATE FILE SYSTEM (80 E1 00 n), DELETE FILE SYSTEM (80 E4 80 00), DELETE FILE (00 E4 id). A sealed card refuses all three
/// with 6982: otherwise whoever holds it could begin its counter anew.
/// </summary>
internal static class FileSystemCommands
{
    public static ResponseApdu Create(CommandApdu command, AppletSession session)
    {
        if (command.P1 != 0 || command.P2 == 0)
            return AppletSession.Refuse(StatusWord.WrongParameters);
        if (!command.Data.IsEmpty)
            return AppletSession.Refuse(StatusWord.WrongLength);
        if (session.State.Lifecycle != CardLifecycle.PrePersonalisation)
            return AppletSession.Refuse(session.State.Lifecycle == CardLifecycle.Operational ? StatusWord.Security : StatusWord.NotAllowed);
        session.State.Lifecycle = CardLifecycle.Personalisation;
        session.State.Objects = command.P2;
        session.Memory.Commit();
        return AppletSession.Ok();
    }

    public static ResponseApdu Delete(CommandApdu command, AppletSession session)
    {
        if (command.P1P2 != 0x8000)
            return AppletSession.Refuse(StatusWord.WrongParameters);
        if (Refusal(session, StatusWord.FileNotFound) is { } refusal)
            return refusal;
        session.State.ClearFileSystem();
        session.Challenge = null;
        session.Memory.Commit();
        return AppletSession.Ok();
    }

    public static ResponseApdu DeleteFile(CommandApdu command, AppletSession session)
    {
        if (Refusal(session, StatusWord.NotAllowed) is { } refusal)
            return refusal;
        if (!session.State.Remove(command.P1P2))
            return AppletSession.Refuse(StatusWord.FileNotFound);
        session.Challenge = null;
        session.Memory.Commit();
        return AppletSession.Ok();
    }

    private static ResponseApdu? Refusal(AppletSession session, ushort withoutFileSystem) => session.State.Lifecycle switch
    {
        CardLifecycle.Operational => AppletSession.Refuse(StatusWord.Security),
        CardLifecycle.PrePersonalisation => AppletSession.Refuse(withoutFileSystem),
        _ => null,
    };
}
