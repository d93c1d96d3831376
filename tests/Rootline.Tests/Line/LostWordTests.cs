using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Ledger.Station;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>The chip burns, and everything it says about it is lost on the line; or the line makes one command two.</summary>
public sealed class LostWordTests(LineFixture fixture) : IClassFixture<LineFixture>
{
    [Fact]
    public void A_chip_whose_last_word_was_lost_says_it_again_and_is_not_asked_twice()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        int burns = 0;
        floor.Cable = wire => new DeafAfterBurn(wire, () => burns++ == 0, repeats: false);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(1, burns);
        AssertDone(floor);
    }

    [Fact]
    public void A_chip_that_closed_itself_and_was_asked_once_more_is_done_and_not_spent()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        int burns = 0;
        floor.Cable = wire => new DeafAfterBurn(wire, () => burns++ == 0, repeats: true);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        AssertDone(floor);
    }

    private void AssertDone(FactoryFloor floor)
    {
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((1u, RunState.Done), (found.Units, found.Last));
        found.AssertLogHolds(1);
    }

    private sealed class DeafAfterBurn(IByteWire inner, Func<bool> loses, bool repeats) : IByteWire
    {
        private const int FrameHeader = 6;

        public string Name => inner.Name;

        public int Read(Span<byte> buffer, Deadline deadline) => inner.Read(buffer, deadline);

        public void Write(ReadOnlySpan<byte> bytes)
        {
            inner.Write(bytes);
            bool burns = bytes.Length > FrameHeader
                && CommandPacket.Parse(bytes[FrameHeader..]).Try(out var command, out _)
                && SetWrappedDataCommand.Parse(command).Ok;
            if (!burns || !loses())
                return;
            inner.DiscardInput();
            if (repeats)
                inner.Write(bytes);
        }

        public void Drain() => inner.Drain();

        public void DiscardInput() => inner.DiscardInput();

        public void Dispose() => inner.Dispose();
    }
}
