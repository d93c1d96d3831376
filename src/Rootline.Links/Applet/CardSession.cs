using System.Globalization;
using System.Text;
using Rootline.Core.Wires;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Links.Applet;

/// <summary>
/// The host's side of a TP card. A status word other than 9000 is thrown as a fault of <see cref="CardFaults"/> with the
/// status word as vendor code, and the session goes on; a fault of the wire or a malformed answer ends the session. Source:
/// nxp-trust-provisioning section 4.
/// </summary>
/// <param name="wire">The reader with the card; remains the caller's.</param>
public sealed class CardSession(IPacketWire wire)
{
    private readonly CardChannel _channel = new(wire);

    /// <summary>The card's number, known after <see cref="Select"/>.</summary>
    public ulong SerialNumber { get; private set; }

    /// <summary>The card's id everywhere in the product: its serial number in decimal.</summary>
    public string Id => SerialNumber.ToString(CultureInfo.InvariantCulture);

    /// <summary>The applet's version, known after <see cref="Select"/>.</summary>
    public AppletVersion Version { get; private set; }

    /// <summary>Whether the card is sealed, as of <see cref="Select"/>, <see cref="Refresh"/> or <see cref="SealForEver"/>.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>The family as it was configured, as of <see cref="Select"/> or <see cref="Refresh"/>; empty where none is set.</summary>
    public string Family { get; private set; } = "";

    /// <summary>Checks that the card is a TP card of a known age, selects the applet and reads what the properties say.</summary>
    public void Select()
    {
        if (!wire.Identity.Span.SequenceEqual(AppletCommands.Atr.Span))
            throw CardFaults.Wrong.Exception($"the card in {wire.Name} answers to reset with {Convert.ToHexString(wire.Identity.Span)}");
        _channel.Nothing(AppletCommands.Select, "select");
        SerialNumber = _channel.Number(AppletCommands.GetData(DataTag.Serial), "get serial number");
        var version = _channel.Data(AppletCommands.GetData(DataTag.Version), "get applet version");
        if (version.Length < 3)
            throw _channel.Malformed($"get applet version answered {version.Length} bytes, not 3");
        Version = new(version.Span[0], version.Span[1], version.Span[2]);
        if (Version.Rank < AppletVersion.Oldest.Rank)
            throw CardFaults.TooOld.Exception($"card {Id} has applet {Version}, {AppletVersion.Oldest} is required");
        Refresh();
    }

    /// <summary>Reads seal state and family again.</summary>
    public void Refresh()
    {
        var state = _channel.Data(AppletCommands.GetData(DataTag.SealState), "get seal state");
        if (state.Length != 1)
            throw _channel.Malformed($"get seal state answered {state.Length} bytes, not 1");
        IsSealed = state.Span[0] == 1;
        Family = ReadFamily();
    }

    /// <summary>Units that the card counted.</summary>
    public uint ReadCounter() => (uint)_channel.Number(AppletCommands.GetData(DataTag.Counter), "get production counter", uint.MaxValue);

    /// <summary>Units that the card has left.</summary>
    public uint ReadRemainder() => (uint)_channel.Number(AppletCommands.GetData(DataTag.Remainder), "get production remainder", uint.MaxValue);

    /// <summary>Free memory in bytes.</summary>
    /// <param name="kind">Which memory.</param>
    public ulong ReadFreeMemory(MemoryKind kind) =>
        _channel.Number(AppletCommands.GetData((DataTag)((ushort)DataTag.FreeMemory | (byte)kind)), "get free memory");

    /// <summary>Has the card send data back.</summary>
    /// <param name="data">At most 65,535 bytes.</param>
    public byte[] Echo(ReadOnlyMemory<byte> data)
    {
        var echo = _channel.Data(new CommandApdu(0x80, Instruction.Echo, 0, 0, data), "echo");
        return echo.Span.SequenceEqual(data.Span) ? echo.ToArray() : throw _channel.Malformed("echo answered other data than was sent");
    }

    /// <summary>Opens a challenge: 32 bytes for the device. It serves one response.</summary>
    public byte[] RequestChallenge()
    {
        byte[] challenge = _channel.Data(AppletCommands.GetChallenge, "get challenge").ToArray();
        return TpChallenge.Parse(challenge).Ok ? challenge : throw _channel.Malformed("get challenge did not answer a challenge");
    }

    /// <summary>
    /// Uses one unit of the quota for ever and answers the wrapped data for the device that gave the response. The same
    /// response again costs nothing on a card that keeps its answers.
    /// </summary>
    /// <param name="tpResponse">The device's response, which must be durable before.</param>
    public byte[] CountAndWrap(ReadOnlyMemory<byte> tpResponse)
    {
        byte[] wrapped = _channel.Data(AppletCommands.CountAndWrap(tpResponse), "process tp response").ToArray();
        return WrappedData.Parse(wrapped).Ok ? wrapped : throw _channel.Malformed("process tp response did not answer wrapped data");
    }

    /// <summary>Writes an item; refused by a sealed card.</summary>
    /// <param name="id">The item.</param>
    /// <param name="value">Its coding.</param>
    public void SetItem(ItemId id, ReadOnlyMemory<byte> value) =>
        _channel.Nothing(AppletCommands.SetItem(id, value), $"set item {(ushort)id:X4}");

    /// <summary>Makes room for items: the card goes to personalisation.</summary>
    /// <param name="objects">Object count.</param>
    public void CreateFileSystem(byte objects) => _channel.Nothing(AppletCommands.CreateFileSystem(objects), "create file system");

    /// <summary>Erases everything that was loaded: the card goes back to pre-personalisation.</summary>
    public void DeleteFileSystem() => _channel.Nothing(AppletCommands.DeleteFileSystem, "delete file system");

    /// <summary>Seals the card. What it holds can never be changed after that.</summary>
    public void SealForEver()
    {
        _channel.Nothing(AppletCommands.Seal, "finalize file system");
        Refresh();
    }

    // A blank card may answer "no such file" where ours answers an empty name.
    private string ReadFamily()
    {
        var answer = _channel.Exchange(AppletCommands.GetData(DataTag.Family), "get family");
        if (answer.StatusWord is StatusWord.FileNotFound or StatusWord.KeyNotFound or StatusWord.NotConfigured)
            return "";
        if (answer.StatusWord != ResponseApdu.Success)
            throw CardFaults.Of(answer.StatusWord, "get family").ToException();
        return Encoding.UTF8.GetString(answer.Data.Span);
    }
}
