using System.Security.Cryptography;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Cards.Tp;

/// <summary>
/// PROCESS TP RESPONSE (00 89 00 00): counts a unit and answers the wrapped data. A response that was answered last is
/// answered with the same bytes, before challenge and quota are looked at: it costs nothing, also after a power loss and at
/// 5501; a card that answers once keeps no answer and refuses it like any used challenge. Counter, running hash and answer become durable as one step before the answer leaves.
/// </summary>
internal static class ResponseCommand
{
    public static ResponseApdu Run(CommandApdu command, AppletSession session)
    {
        if (command.P1P2 != 0)
            return AppletSession.Refuse(StatusWord.WrongParameters);
        if (command.Data.IsEmpty)
            return AppletSession.Refuse(StatusWord.WrongLength);
        byte[] question = SHA256.HashData(command.Data.Span);
        if (session.State.Answer is { } stored && stored.Question.Span.SequenceEqual(question))
            return AppletSession.Ok(stored.Answer);
        using var configuration = CardConfiguration.Of(session.State);
        if (configuration is null)
            return AppletSession.Refuse(StatusWord.NotConfigured);
        // Used up by any attempt: a station must not try forgeries against one challenge.
        byte[]? challenge = session.Challenge;
        session.Challenge = null;
        if (!TpResponse.Parse(command.Data).Try(out var response, out _))
            return AppletSession.Refuse(StatusWord.WrongData);
        if (challenge is null || !CryptographicOperations.FixedTimeEquals(response.Statement.Challenge.Span, challenge))
            return AppletSession.Refuse(StatusWord.Conditions);
        ushort verdict = ResponseCheck.Judge(response, configuration);
        if (verdict != StatusWord.Success)
            return AppletSession.Refuse(verdict);
        return Count(question, response, configuration, session);
    }

    private static ResponseApdu Count(byte[] question, TpResponse response, CardConfiguration configuration, AppletSession session)
    {
        var state = session.State;
        if (state.Counter >= configuration.Quota)
            return AppletSession.Refuse(StatusWord.QuotaReached);
        if (UnitRecord.Make(response, configuration, session.Entropy) is not { } record)
            return AppletSession.Refuse(StatusWord.Generic);
        state.Counter = record.Counter;
        state.RunningHash = record.Hash;
        state.Answer = state.AnswersOnce ? null : new(question, record.Answer);
        session.Memory.Commit();
        return AppletSession.Ok(record.Answer);
    }
}
