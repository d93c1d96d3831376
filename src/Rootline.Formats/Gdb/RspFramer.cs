namespace Rootline.Formats.Gdb;

/// <summary>
/// Turns a stream of bytes into packets, in either direction: escapes and repetitions are undone, the sum is checked. What lies between packets
/// and is no sign is skipped. A <c>$</c> within a packet begins a new one, because it never stands in a sound one.
/// </summary>
/// <param name="maxContent">The longest content that is taken, in bytes, with its repetitions undone.</param>
public sealed class RspFramer(int maxContent)
{
    // A repetition is written as the count and 29, so that it is a printable character.
    private const int RepeatOffset = 29;
    private const byte LeastRepeat = 32;

    private readonly byte[] _content = new byte[maxContent];
    private readonly byte[] _sum = new byte[2];
    private Place _place;
    private bool _isNotification;
    private string? _damage;
    private int _count;
    private byte _added;
    private byte _last;

    private enum Place
    {
        Between,
        Content,
        Escaped,
        Repeated,
        FirstDigit,
        SecondDigit,
    }

    /// <summary>True when a packet has begun and is not complete.</summary>
    public bool InPacket => _place != Place.Between;

    /// <summary>How many bytes between packets were skipped so far.</summary>
    public long Skipped { get; private set; }

    /// <summary>Takes bytes from the front of a span until something is complete or the span is empty.</summary>
    /// <param name="bytes">The bytes; what was not needed stays in it.</param>
    public RspEvent Feed(ref ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            byte next = bytes[0];
            bytes = bytes[1..];
            var made = Take(next);
            if (made.Sign != RspSign.Incomplete)
                return made;
        }

        return default;
    }

    /// <summary>Forgets the packet that has begun, and what was held of it.</summary>
    public void Reset()
    {
        _content.AsSpan(0, _count).Clear();
        (_place, _count, _added, _damage) = (Place.Between, 0, 0, null);
    }

    private RspEvent Take(byte next)
    {
        if (next == RspFrame.Start || (_place == Place.Between && next == RspFrame.NotificationStart))
        {
            bool wasCut = _place != Place.Between;
            Reset();
            (_place, _isNotification) = (Place.Content, next == RspFrame.NotificationStart);
            return wasCut ? Damaged("a packet was cut off by the next one") : default;
        }

        switch (_place)
        {
            case Place.Between:
                return Beside(next);
            case Place.FirstDigit:
                (_sum[0], _place) = (next, Place.SecondDigit);
                return default;
            case Place.SecondDigit:
                _sum[1] = next;
                return Complete();
            default:
                Within(next);
                return default;
        }
    }

    private RspEvent Beside(byte next)
    {
        var sign = next switch
        {
            RspFrame.Acknowledged => RspSign.Acknowledged,
            RspFrame.Refused => RspSign.Refused,
            RspFrame.Interrupt => RspSign.Interrupt,
            _ => RspSign.Incomplete,
        };
        Skipped += sign == RspSign.Incomplete ? 1 : 0;
        return new(sign);
    }

    private void Within(byte next)
    {
        if (next == RspFrame.End)
        {
            _damage ??= _place == Place.Content ? null : "a packet ends within an escape or a repetition";
            _place = Place.FirstDigit;
            return;
        }

        _added += next;
        switch (_place)
        {
            case Place.Escaped:
                Add((byte)(next ^ RspFrame.Turn), 1);
                break;
            case Place.Repeated when next < LeastRepeat || _count == 0:
                _damage ??= "a packet repeats nothing, or too little";
                _place = Place.Content;
                break;
            case Place.Repeated:
                Add(_last, next - RepeatOffset);
                break;
            default:
                _place = next switch { RspFrame.Escape => Place.Escaped, RspFrame.Repeat => Place.Repeated, _ => Place.Content };
                if (_place == Place.Content)
                    Add(next, 1);
                break;
        }
    }

    private void Add(byte value, int times)
    {
        _place = Place.Content;
        _last = value;
        if (_count + times > _content.Length)
        {
            _damage ??= $"a packet has more than {_content.Length} bytes";
            return;
        }

        _content.AsSpan(_count, times).Fill(value);
        _count += times;
    }

    private RspEvent Complete()
    {
        Span<byte> sum = stackalloc byte[1];
        if (!RspHex.Read(_sum, sum) || sum[0] != _added)
            _damage ??= "the sum of a packet is wrong";
        var made = _damage is { } why
            ? Damaged(why)
            : new(_isNotification ? RspSign.Notification : RspSign.Packet, _content.AsSpan(0, _count).ToArray());
        Reset();
        return made;
    }

    private static RspEvent Damaged(string why) => new(RspSign.Damaged, null, GdbFaults.Packet.Fault(why));
}
