using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Cards.Tp;

/// <summary>GET CHALLENGE (00 84 00 00): opens a new challenge in place of an open one. It does not need the seal.</summary>
internal static class ChallengeCommand
{
    public static ResponseApdu Run(CommandApdu command, AppletSession session)
    {
        if (command.P1P2 != 0)
            return AppletSession.Refuse(StatusWord.WrongParameters);
        if (!command.Data.IsEmpty)
            return AppletSession.Refuse(StatusWord.WrongLength);
        using var configuration = CardConfiguration.Of(session.State);
        if (configuration is null)
            return AppletSession.Refuse(StatusWord.NotConfigured);
        session.Challenge = session.Entropy.Bytes(TpChallenge.RandomLength);
        return AppletSession.Ok(new TpChallenge(session.Challenge, configuration.KeyFlags.Value).ToBytes());
    }
}
