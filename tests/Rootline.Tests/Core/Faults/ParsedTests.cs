using Rootline.Core.Faults;
using Xunit;

namespace Rootline.Tests.Core.Faults;

public sealed class ParsedTests
{
    private static readonly Fault Wrong = CoreFaults.Defect.Fault("the tag is wrong", vendorCode: "6300");

    [Fact]
    public void A_value_is_handed_out()
    {
        Parsed<string> parsed = "value";
        Assert.True(parsed.Ok);
        Assert.Null(parsed.Fault);
        Assert.Equal("value", parsed.OrThrow());
        Assert.True(parsed.Try(out var value, out var fault));
        Assert.Equal(("value", (Fault?)null), (value, fault));
    }

    [Fact]
    public void A_fault_is_thrown_with_its_place_in_front()
    {
        Parsed<string> parsed = Wrong;
        Assert.False(parsed.Try(out var value, out var fault));
        Assert.Null(value);
        Assert.Same(Wrong, fault);
        var thrown = Assert.Throws<FaultException>(() => parsed.OrThrow("row 3")).Fault;
        Assert.Equal(("row 3: the tag is wrong", "6300"), (thrown.What, thrown.VendorCode));
    }

    [Fact]
    public void A_result_that_was_never_made_is_a_defect_and_not_a_success()
    {
        Assert.False(default(Parsed<string>).Ok);
        Assert.Same(CoreFaults.Defect, Assert.Throws<FaultException>(() => default(Parsed<int>).OrThrow()).Fault.Code);
        Assert.False(default(Parsed<string>).Try(out _, out var fault));
        Assert.Same(CoreFaults.Defect, fault!.Code);
    }

    [Theory]
    [InlineData(Party.Internal, ExitCode.Internal)]
    [InlineData(Party.Operator, ExitCode.Operator)]
    [InlineData(Party.File, ExitCode.Operator)]
    [InlineData(Party.Card, ExitCode.Card)]
    [InlineData(Party.Device, ExitCode.Device)]
    [InlineData(Party.Station, ExitCode.Station)]
    [InlineData(Party.Peer, ExitCode.Peer)]
    public void The_party_decides_the_exit_code_unless_evidence_is_rejected_or_the_operator_gave_up(Party party, ExitCode exit)
    {
        var code = new FaultCode("x", party, "m", "n");
        Assert.Equal(exit, code.Exit);
        Assert.Equal(ExitCode.Evidence, (code with { RejectsEvidence = true }).Exit);
        Assert.Equal(ExitCode.Interrupted, (code with { IsInterruption = true }).Exit);
    }
}
