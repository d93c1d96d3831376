using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Wires;
using Rootline.Formats.Iso7816;

namespace Rootline.Links.Applet;

/// <summary>
/// Command and answer on a card's wire. A status word is an answer; anything else that goes wrong ends the channel for good:
/// the host cannot know any more what the card did.
/// </summary>
internal sealed class CardChannel(IPacketWire wire)
{
    private const int MaxInteger = 8;

    private bool _over;

    /// <summary>The answer's data; throws on every status word but 9000.</summary>
    public ReadOnlyMemory<byte> Data(CommandApdu command, string name)
    {
        var answer = Exchange(command, name);
        return answer.StatusWord == ResponseApdu.Success ? answer.Data : throw CardFaults.Of(answer.StatusWord, name).ToException();
    }

    /// <summary>As <see cref="Data"/> for commands that answer nothing.</summary>
    public void Nothing(CommandApdu command, string name)
    {
        if (!Data(command, name).IsEmpty)
            throw Malformed($"{name} answered data where none belongs");
    }

    /// <summary>A big-endian number of 1 to 8 bytes that does not exceed a limit.</summary>
    public ulong Number(CommandApdu command, string name, ulong max = ulong.MaxValue)
    {
        var data = Data(command, name).Span;
        if (data.Length is 0 or > MaxInteger)
            throw Malformed($"{name} answered {data.Length} bytes, not 1 to {MaxInteger}");
        Span<byte> wide = stackalloc byte[MaxInteger];
        wide.Clear();
        data.CopyTo(wide[(MaxInteger - data.Length)..]);
        ulong value = BinaryPrimitives.ReadUInt64BigEndian(wide);
        return value <= max ? value : throw Malformed($"{name} answered {value}, more than {max}");
    }

    /// <summary>The answer with its status word.</summary>
    public ResponseApdu Exchange(CommandApdu command, string name)
    {
        if (_over)
            throw CardFaults.SessionOver.Exception($"{name} was not sent to the card in {wire.Name}");
        _over = true;
        // An item may be a key: the packet is wiped whatever happens.
        byte[] packet = command.ToBytes();
        try
        {
            var answer = ResponseApdu.Parse(wire.Exchange(packet)).OrThrow(name);
            _over = false;
            return answer;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(packet);
        }
    }

    /// <summary>Ends the channel over an answer that cannot be understood.</summary>
    public Exception Malformed(string what)
    {
        _over = true;
        return CardFaults.Answer.Exception(what);
    }
}
