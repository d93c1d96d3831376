using System.Buffers.Binary;
using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Links.Decorators;

/// <summary>
/// Any wire with faults. With a seeded source the faults are a function of the seed and of the bytes' positions in their
/// directions, not of how the bytes are cut into pieces. After the cut there is silence, as with a cable that was pulled.
/// </summary>
public sealed class UnreliableWire : IByteWire
{
    private readonly IByteWire _inner;
    private readonly Unreliability _plan;
    private readonly TimeProvider _clock;
    private readonly EntropySource _toDevice;
    private readonly EntropySource _toHost;
    private readonly Queue<byte> _heard = new();
    private long _passed;

    /// <summary>Puts faults on a wire.</summary>
    /// <param name="inner">The wire; disposed with this one.</param>
    /// <param name="plan">What goes wrong; the chances together are at most <see cref="Unreliability.Always"/>.</param>
    /// <param name="entropy">Decides; forked for each direction.</param>
    /// <param name="clock">The clock of delays.</param>
    public UnreliableWire(IByteWire inner, Unreliability plan, EntropySource entropy, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)plan.Drop + plan.Corrupt + plan.Duplicate + plan.Delay, Unreliability.Always);
        (_inner, _plan, _clock) = (inner, plan, clock);
        _toDevice = entropy.Fork("to device");
        _toHost = entropy.Fork("to host");
    }

    /// <inheritdoc/>
    public string Name => _inner.Name;

    /// <summary>Whether the cable is cut.</summary>
    public bool IsCut => _passed >= _plan.CutAfter;

    /// <summary>How many bytes were lost, changed, doubled or delayed so far.</summary>
    public long Faults { get; private set; }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        while (_heard.Count == 0)
        {
            if (IsCut)
            {
                deadline.Clock.Sleep(deadline.Remaining, deadline.Cancellation);
                return 0;
            }

            int came = _inner.Read(buffer, deadline);
            if (came == 0)
                return 0;
            foreach (byte b in Disturb(buffer[..came], _toHost))
                _heard.Enqueue(b);
        }

        int count = 0;
        while (count < buffer.Length && _heard.TryDequeue(out byte b))
            buffer[count++] = b;
        return count;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        var passed = Disturb(bytes, _toDevice);
        if (passed.Count > 0)
            _inner.Write(passed.ToArray());
    }

    /// <inheritdoc/>
    public void Drain() => _inner.Drain();

    /// <inheritdoc/>
    public void DiscardInput()
    {
        _heard.Clear();
        _inner.DiscardInput();
    }

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    private List<byte> Disturb(ReadOnlySpan<byte> bytes, EntropySource entropy)
    {
        var passed = new List<byte>(bytes.Length);
        foreach (byte b in bytes)
        {
            if (IsCut)
                break;
            _passed++;
            Disturb(b, BinaryPrimitives.ReadUInt64LittleEndian(entropy.Bytes(sizeof(ulong))), passed);
        }

        return passed;
    }

    // The low bits decide what happens, the top three which bit is inverted.
    private void Disturb(byte b, ulong draw, List<byte> passed)
    {
        int chance = (int)((draw & uint.MaxValue) % Unreliability.Always);
        Faults += chance < _plan.Drop + _plan.Corrupt + _plan.Duplicate + _plan.Delay ? 1 : 0;
        if (chance < _plan.Drop)
            return;
        chance -= _plan.Drop;
        if (chance < _plan.Corrupt)
            b ^= (byte)(1 << (int)(draw >> 61));
        passed.Add(b);
        chance -= _plan.Corrupt;
        if (chance is >= 0 && chance < _plan.Duplicate)
            passed.Add(b);
        chance -= _plan.Duplicate;
        if (chance is >= 0 && chance < _plan.Delay)
            _clock.Sleep(_plan.DelayTime);
    }
}
