using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>After which faults a station takes no further device, also where no unit is in doubt.</summary>
public sealed class StationEndTests(LineFixture fixture) : IClassFixture<LineFixture>
{
    private const byte GetChallenge = 0x84;

    [Fact]
    public void A_disk_that_fails_before_the_card_is_asked_ends_the_station()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        string? over = floor.Work(station =>
        {
            floor.StationDisk.WritesLeft = 0;
            Assert.Equal("disk-full", LineFixture.FaultOf(station.Provision(floor)));
            return station.Over?.Code.Id;
        });
        Assert.Equal(("disk-full", 0u), (over, floor.CardUnits().Counter));
    }

    [Theory]
    [InlineData("mute", "card-mute")]
    [InlineData("malformed", "card-answer")]
    public void A_card_that_fails_before_it_is_asked_ends_the_station(string how, string fault)
    {
        byte[] malformed = [1, 2, 3, 0x90, 0x00];
        using var floor = new FactoryFloor(fixture.Kit);
        floor.CardReader = reader => new CardTap(reader)
        {
            Answer = (command, card) => command[1] != GetChallenge ? card() : how == "mute" ? throw WireFaults.CardMute.Exception("nothing") : malformed,
        };
        string? over = floor.Work(station =>
        {
            Assert.Equal(fault, LineFixture.FaultOf(station.Provision(floor)));
            return station.Over?.Code.Id;
        });
        Assert.Equal((fault, 0u), (over, floor.CardUnits().Counter));
    }

    [Fact]
    public void A_session_that_was_over_before_the_device_ends_the_station()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        bool isMute = false;
        floor.CardReader = reader => new CardTap(reader) { Answer = (_, card) => isMute ? throw WireFaults.CardMute.Exception("nothing") : card() };
        string? over = floor.Work(station =>
        {
            isMute = true;
            Assert.Throws<FaultException>(() => station.UnitsLeft);
            isMute = false;
            Assert.Equal("card-session-over", LineFixture.FaultOf(station.Provision(floor)));
            return station.Over?.Code.Id;
        });
        Assert.Equal("card-session-over", over);
    }

    [Fact]
    public void What_is_no_fault_leaves_the_station_and_ends_it_where_a_unit_is_in_doubt()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        floor.CardReader = reader => new CardTap(reader)
        {
            Answer = (command, card) => CardTap.Counts(command) && card().Length > 0 ? throw new InvalidOperationException("the reader's driver") : card(),
        };
        string? over = floor.Work(station =>
        {
            Assert.Throws<InvalidOperationException>(() => station.Provision(floor));
            return station.Over?.Code.Id;
        });
        Assert.Equal(("card-session-over", 1u), (over, floor.CardUnits().Counter));
    }

    [Fact]
    public void A_card_that_names_no_family_is_taken_for_any()
    {
        byte[] noFile = [0x6A, 0x82];
        using var floor = new FactoryFloor(fixture.Kit);
        int asked = 0;
        floor.CardReader = reader => new CardTap(reader) { Answer = (command, card) => command is [_, 0xCA, 0x01, 0x1A, ..] && asked++ >= 0 ? noFile : card() };
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(1, asked);
    }
}
