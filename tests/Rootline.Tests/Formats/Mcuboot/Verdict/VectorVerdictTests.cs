using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Mcuboot.Verdict;

/// <summary>The verdict on every row of the shared vectors against what the reference loader said.</summary>
public sealed class VectorVerdictTests(ITestOutputHelper output)
{
    [VectorFact]
    public void A_valid_image_is_judged_as_the_reference_loader_judged_it_and_no_image_more_leniently()
    {
        int rows = 0;
        List<string> wrong = [];
        List<string> stricter = [];
        foreach (var row in VerdictRow.All)
        {
            rows++;
            var verdict = row.Judge();
            if (verdict.Ok && !row.Accepted)
                wrong.Add($"{row}: taken, which the loader refuses");
            if (!verdict.Ok && row.Accepted && row.Vector.Class == "valid")
                wrong.Add($"{row}: refused by {verdict.Broken!.Rule!.Name}: {verdict.Broken.What}");
            if (!verdict.Ok && row.Accepted && row.Vector.Class != "valid")
                stricter.Add($"{row.Vector.Id} ({verdict.Broken!.Rule!.Name})");
        }

        Assert.Empty(wrong);
        Assert.Equal(252, rows);
        output.Tell($"image verdict: {rows} runs of the reference loader over {ImageVector.All.Count} vectors, none judged more leniently, every valid one alike; stricter: {string.Join(", ", stricter)}");
    }
}
