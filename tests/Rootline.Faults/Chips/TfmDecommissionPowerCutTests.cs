using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Chips;

/// <summary>
/// A TF-M chip is taken out of use with its keys burned over, and the power goes at every one of its flash operations: it is secured or
/// decommissioned, and the same call finishes it.
/// </summary>
public sealed class TfmDecommissionPowerCutTests(ITestOutputHelper output)
{
    [Fact]
    public void The_same_call_finishes_a_chip_that_was_cut_anywhere()
    {
        var secured = TfmChipBench.Provisioned(new() { Revision = TfmRevision.V222 });
        var whole = secured.Twin();
        Assert.Equal(PlatformError.Success, Decommission(whole));
        int operations = whole.Power.Count;
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int cases = 0;
        foreach (var moment in Enum.GetValues<CutMoment>())
        {
            for (int index = 0; index < operations; index++)
            {
                var cut = secured.Twin(new(index, moment, index));
                Assert.Throws<PowerLostException>(() => Decommission(cut));
                var again = cut.Twin();
                Assert.Equal(PlatformError.Success, again.Chip.Otp.Open());
                string life = again.Chip.Lifecycle.Burned.ToText();
                found[life] = found.GetValueOrDefault(life) + 1;
                Assert.Equal(PlatformError.Success, Decommission(again));
                Assert.Equal(TfmLifecycle.Decommissioned, again.Chip.Lifecycle.Burned);
                Assert.All((OtpElement[])[OtpElement.Huk, OtpElement.Iak, OtpElement.EntropySeed], e => Assert.False(Bytes(again, e).ContainsAnyExcept((byte)0xFF)));
                cases++;
            }
        }

        Assert.Equal(["DECOMMISSIONED", "SECURED"], found.Keys);
        output.Tell($"TF-M chip decommissioned: {cases} power cuts over {operations} flash operations, finished by the same call ({string.Join(", ", found.Select(f => $"{f.Value} times found {f.Key}"))})");
    }

    private static PlatformError Decommission(TfmChipBench bench)
    {
        var error = bench.Chip.Otp.Open();
        return error == PlatformError.Success ? bench.Chip.Lifecycle.DecommissionForEver(destroysKeys: true) : error;
    }

    private static ReadOnlySpan<byte> Bytes(TfmChipBench bench, OtpElement element)
    {
        Assert.Equal(PlatformError.Success, bench.Chip.Otp.LengthOf(element, out int length));
        var bytes = new byte[length];
        Assert.Equal(PlatformError.Success, bench.Chip.Otp.Read(element, bytes));
        return bytes;
    }
}
