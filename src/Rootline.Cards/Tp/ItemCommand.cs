using Rootline.Core.Secrets;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Cards.Tp;

/// <summary>
/// SET PROVISIONING ITEM (80 DA id). Writing the quota begins the log anew: counter 0, running hash zero, no stored answer.
/// The card's own key (0000) is written in manufacturing and never again (6982).
/// </summary>
internal static class ItemCommand
{
    // An answer beside its ciphertext and certificates: containers' headers, keys, signatures, DIE certificate, plaintext pages.
    private const int AnswerOverhead = 3 * 1024;
    private const int EntryOverhead = 32;

    public static ResponseApdu Run(CommandApdu command, AppletSession session)
    {
        var state = session.State;
        ushort id = command.P1P2;
        if (state.Lifecycle == CardLifecycle.PrePersonalisation)
            return AppletSession.Refuse(StatusWord.NotAllowed);
        if (state.Lifecycle == CardLifecycle.Operational || id == (ushort)ItemId.CardKey)
            return AppletSession.Refuse(StatusWord.Security);
        if (!ItemCoding.IsValid(id, command.Data, state))
            return AppletSession.Refuse(StatusWord.WrongData);
        if (Needed(state, id, command.Data.Length) > session.Memory.Capacity)
            return AppletSession.Refuse(StatusWord.MemoryFull);
        state.Set(id, Secret.CopyOf(command.Data.Span));
        if (id == (ushort)ItemId.Quota)
            state.ClearLog();
        session.Challenge = null;
        session.Memory.Commit();
        return AppletSession.Ok();
    }

    // What the state will need with the item and with the longest answer: a unit must never fail for want of room.
    private static int Needed(CardState state, ushort id, int length)
    {
        int stored = CardStateCodec.LengthOf(state) - (state.Answer?.Answer.Length ?? 0) - (state.Items.TryGetValue(id, out var old) ? old.Length : 0) + length;
        int answer = AnswerOverhead + state.Items
            .Where(i => i.Key != id && IsAnswered(i.Key))
            .Sum(i => i.Value.Length + EntryOverhead);
        return stored + answer + (IsAnswered(id) ? length + EntryOverhead : 0);
    }

    private static bool IsAnswered(ushort id) =>
        id is (ushort)ItemId.ProvisioningData or >= (ushort)ItemId.OemTemplate and < (ushort)ItemId.OemTemplate + ItemCoding.MaxTemplates;
}
