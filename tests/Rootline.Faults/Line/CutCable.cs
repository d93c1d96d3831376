using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Faults.Line;

/// <summary>A direction on the cable between station and chip.</summary>
internal enum Direction
{
    /// <summary>From the station to the chip.</summary>
    ToChip,

    /// <summary>From the chip to the station.</summary>
    ToStation,
}

/// <summary>
/// A cable that counts the bytes of all its connections, remembers where pieces began, and does something at one byte: goes
/// silent in both directions, changes the byte, or calls somebody.
/// </summary>
internal sealed class CutCable
{
    private readonly int[] _passed = new int[2];
    private bool _isCut;

    /// <summary>Where the pieces that were written or read at once lie: first byte and length.</summary>
    public List<(int Start, int Length)>[] Pieces { get; } = [[], []];

    /// <summary>At this byte of this direction the cable is cut; null for never.</summary>
    public (Direction Direction, int Index)? CutAt { get; init; }

    /// <summary>This byte of this direction is inverted; null for none.</summary>
    public (Direction Direction, int Index)? ChangeAt { get; init; }

    /// <summary>Told each byte before it passes.</summary>
    public Action<Direction, int> Passes { get; init; } = static (_, _) => { };

    /// <summary>Puts this cable between station and chip.</summary>
    public IByteWire Over(IByteWire inner, TimeProvider clock) => new Wire(this, inner, new DeviceWire(inner.Name, new Nobody(), clock));

    private int Pass(Direction direction, Span<byte> bytes)
    {
        Pieces[(int)direction].Add((_passed[(int)direction], bytes.Length));
        for (int i = 0; i < bytes.Length; i++)
        {
            int index = _passed[(int)direction];
            Passes(direction, index);
            _isCut |= CutAt == (direction, index);
            if (_isCut)
                return i;
            if (ChangeAt == (direction, index))
                bytes[i] ^= 0xFF;
            _passed[(int)direction]++;
        }

        return bytes.Length;
    }

    private sealed class Wire(CutCable cable, IByteWire inner, IByteWire silence) : IByteWire
    {
        public string Name => inner.Name;

        public int Read(Span<byte> buffer, Deadline deadline)
        {
            if (cable._isCut)
                return silence.Read(buffer, deadline);
            int count = inner.Read(buffer, deadline);
            int heard = cable.Pass(Direction.ToStation, buffer[..count]);
            return heard > 0 || count == 0 ? heard : silence.Read(buffer, deadline);
        }

        public void Write(ReadOnlySpan<byte> bytes)
        {
            if (cable._isCut)
                return;
            byte[] copy = bytes.ToArray();
            inner.Write(copy.AsSpan(0, cable.Pass(Direction.ToChip, copy)));
        }

        public void Drain() => inner.Drain();

        public void DiscardInput() => inner.DiscardInput();

        public void Dispose() => inner.Dispose();
    }

    private sealed class Nobody : IByteDevice
    {
        public DateTimeOffset? NextDeadline => null;

        public void Receive(ReadOnlySpan<byte> bytes)
        {
        }

        public int Give(Span<byte> destination) => 0;

        public void Tick()
        {
        }
    }
}
