using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Line.Sockets;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>One delivery for all tests of the line, and chips as another station of the same product leaves them.</summary>
public sealed class LineFixture : IDisposable
{
    // Behind the CMPA's erase there are its programming, the second CFPA (2 operations) and the session's pages (3).
    private const int FromCmpaEraseToEnd = 7;

    /// <summary>Delivers.</summary>
    public LineFixture()
    {
        using (var other = new FactoryFloor(Kit))
        {
            // The chip draws other keys for this session than for the one of the tests.
            other.PowerCycleChip();
            int end = 0;
            other.Observer = e => end = e is { Kind: LineEventKind.StepDone, Text: Steps.Deliver } ? other.Chip.Count : end;
            Assert.True(other.Visit() is { IsDone: true });
            ClosedElsewhere = other.CopyFlash();
            CmpaErase = end - FromCmpaEraseToEnd;
        }

        using var cut = new FactoryFloor(Kit);
        cut.PowerCycleChip();
        cut.Chip.Arm(new Cut(CmpaErase, CutMoment.After));
        cut.Visit();
        Assert.False(cut.Chip.IsOn);
        InterruptedElsewhere = cut.CopyFlash();
    }

    /// <summary>Two chips and a card for three units.</summary>
    public FactoryKit Kit { get; } = new(chips: 2);

    /// <summary>Chip 0 after another station's whole run.</summary>
    public MemoryStore ClosedElsewhere { get; }

    /// <summary>Chip 0 after another station's run in which the power went while the CMPA was programmed.</summary>
    public MemoryStore InterruptedElsewhere { get; }

    /// <summary>The chip's operation in a first run that erases the CMPA.</summary>
    public int CmpaErase { get; }

    /// <inheritdoc/>
    public void Dispose() => Kit.Dispose();

    /// <summary>Takes the station's power away when a step begins, and gives it back.</summary>
    internal static void StopAt(FactoryFloor floor, string step, LineEventKind moment = LineEventKind.StepBegins)
    {
        floor.Observer = e =>
        {
            if (e.Kind == moment && e.Text == step)
                floor.Station.Off();
        };
        Assert.Null(floor.Visit());
        floor.Observer = static _ => { };
        floor.Restore();
    }

    /// <summary>Takes the station's power away when the first byte of a step would go to the chip, and gives it back.</summary>
    internal static void StopAtFirstByteOf(FactoryFloor floor, string step)
    {
        bool begun = false;
        floor.Observer = e => begun |= e is { Kind: LineEventKind.StepBegins } && e.Text == step;
        floor.Cable = wire => new MuteFrom(wire, () => begun, floor.Station.Off);
        Assert.Null(floor.Visit());
        floor.Observer = static _ => { };
        floor.Cable = static wire => wire;
        floor.Restore();
    }

    /// <summary>The id of a result's fault, or null when the device is done.</summary>
    internal static string? FaultOf(Rootline.Line.Nxp.DeviceResult? result)
    {
        Assert.NotNull(result);
        return result.Fault?.Code.Id;
    }

    private sealed class MuteFrom(IByteWire inner, Func<bool> begun, Action off) : IByteWire
    {
        public string Name => inner.Name;

        public int Read(Span<byte> buffer, Deadline deadline) => inner.Read(buffer, deadline);

        public void Write(ReadOnlySpan<byte> bytes)
        {
            if (begun())
                off();
            else
                inner.Write(bytes);
        }

        public void Drain() => inner.Drain();

        public void DiscardInput() => inner.DiscardInput();

        public void Dispose() => inner.Dispose();
    }
}
