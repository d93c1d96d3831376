using System.Buffers.Binary;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Cards.Tp;

/// <summary>
/// GET DATA (00 CA tag). Numbers are big-endian; counter and remainder of a card without quota are refused with 5502. A tag
/// that the card's applet version does not know is refused with 6A86.
/// </summary>
internal static class DataCommand
{
    private const uint TransientMemory = 4096;

    public static ResponseApdu Run(CommandApdu command, AppletSession session)
    {
        var state = session.State;
        var tag = (DataTag)command.P1P2;
        if (!command.Data.IsEmpty)
            return AppletSession.Refuse(StatusWord.WrongLength);
        if (state.Applet.Rank < Since(tag).Rank)
            return AppletSession.Refuse(StatusWord.WrongParameters);
        var quota = state.Item(ItemId.Quota);
        return tag switch
        {
            DataTag.Name => AppletSession.Ok("TP HSM Applet"u8.ToArray()),
            DataTag.Serial => AppletSession.Ok(Serial(state.Serial)),
            DataTag.Version => AppletSession.Ok((byte[])[state.Applet.Major, state.Applet.Minor, state.Applet.Patch]),
            DataTag.Counter or DataTag.Remainder when quota is null => AppletSession.Refuse(StatusWord.NotConfigured),
            DataTag.Counter => Number(state.Counter),
            DataTag.Remainder => Number(BinaryPrimitives.ReadUInt32BigEndian(quota!.Span) - state.Counter),
            DataTag.SealState => AppletSession.Ok((byte[])[state.Lifecycle == CardLifecycle.Operational ? (byte)1 : (byte)0]),
            DataTag.Family => AppletSession.Ok(state.Item(ItemId.Family)?.Span.ToArray()),
            DataTag.FreeMemory + 1 => Number((uint)(session.Memory.Capacity - CardStateCodec.LengthOf(state))),
            DataTag.FreeMemory + 2 or DataTag.FreeMemory + 3 => Number(TransientMemory),
            _ => AppletSession.Refuse(StatusWord.WrongParameters),
        };
    }

    private static AppletVersion Since(DataTag tag) => tag switch
    {
        DataTag.Remainder => new(1, 0, 9),
        DataTag.SealState or DataTag.Family => new(1, 2, 0),
        _ => default,
    };

    private static byte[] Serial(ulong serial)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, serial);
        return bytes;
    }

    private static ResponseApdu Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return AppletSession.Ok(bytes);
    }
}
