using Rootline.Core.Power;
using Xunit;

namespace Rootline.Tests.Core.Power;

public sealed class PowerDomainTests
{
    [Fact]
    public void Operations_are_counted_and_recorded_with_their_torn_outcomes()
    {
        var power = new PowerDomain("chip") { Records = true };
        power.Begin("flash", OperationKind.Program, 3);
        power.End();
        power.Begin("file", OperationKind.Sync, 0);
        power.End();
        Assert.Equal([new(0, "flash", OperationKind.Program, 3), new(1, "file", OperationKind.Sync, 0)], power.Trace);
        Assert.Equal(2, power.Count);
    }

    [Theory]
    [InlineData(CutMoment.Before, 0, null, true)]
    [InlineData(CutMoment.Torn, 2, 2, false)]
    [InlineData(CutMoment.Torn, 5, 2, false)]
    [InlineData(CutMoment.After, 0, -1, false)]
    public void A_cut_falls_on_its_operation_and_on_no_other(CutMoment moment, int outcome, int? torn, bool throwsAtBegin)
    {
        var power = new PowerDomain("chip");
        power.Arm(new Cut(1, moment, outcome));
        Assert.Equal(-1, power.Begin("m", OperationKind.Write, 3));
        power.End();
        if (throwsAtBegin)
        {
            Assert.Throws<PowerLostException>(() => power.Begin("m", OperationKind.Write, 3));
        }
        else
        {
            Assert.Equal(torn, power.Begin("m", OperationKind.Write, 3));
            Assert.Throws<PowerLostException>(power.End);
        }

        Assert.False(power.IsOn);
        Assert.Throws<PowerLostException>(power.Demand);
    }

    [Fact]
    public void An_operation_that_cannot_be_torn_happens_whole_before_the_power_goes()
    {
        var power = new PowerDomain("station");
        power.Arm(new Cut(0, CutMoment.Torn));
        Assert.Equal(-1, power.Begin("file", OperationKind.Sync, 0));
        Assert.Equal("station", Assert.Throws<PowerLostException>(power.End).Domain);
    }

    [Fact]
    public void Nothing_begins_without_power()
    {
        var power = new PowerDomain("card");
        power.Off();
        Assert.Throws<PowerLostException>(() => power.Begin("m", OperationKind.Write, 1));
        Assert.Equal(0, power.Count);
    }
}
