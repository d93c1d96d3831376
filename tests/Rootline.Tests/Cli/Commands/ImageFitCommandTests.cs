using System.Text.Json;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class ImageFitCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_largest_image_is_shown_with_its_computation()
    {
        var run = Run("image fit --mode move --slot-size 0x20000 --align 8");
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal("""
            status: 128 sectors, a word of 8 for each state        3072  0xc00
            content keys of both slots                                0  0x0
            fields of 8 each                                         32  0x20
            magic                                                    16  0x10
            trailer                                                3120  0xc30
            trailer in whole sectors                               4096  0x1000
            one sector to move through                             4096  0x1000
            primary slot less trailer and that sector            122880  0x1e000
            secondary slot less trailer                          126976  0x1f000
            largest image, header to end of the TLVs             122880  0x1e000

            """, run.Output);
    }

    [Fact]
    public void The_same_is_told_as_JSON()
    {
        var run = Run("image fit --mode scratch --sectors 4x0x4000,0x10000 --scratch-size 0x10000 --kept-key 16 -M 16 --json");
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(("scratch", 0x20000 - 48 - 32 - 48), (json.GetProperty("mode").GetString(), json.GetProperty("largest").GetInt32()));
        Assert.Equal(["what", "bytes"], json.GetProperty("steps")[0].EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("image fit", "no slot is given")]
    [InlineData("image fit --mode diagonal --slot-size 4096", "no mode is called diagonal")]
    [InlineData("image fit --slot-size 4096", "--slot-size is given without --mode")]
    [InlineData("image fit --mode move", "the size of the slot is not given")]
    [InlineData("image fit --mode move --slot-size 4097", "no whole number of sectors")]
    [InlineData("image fit --mode move --slot-size x", "is no number")]
    [InlineData("image fit --mode move --slot-size 4096 --sectors 4096", "both say")]
    [InlineData("image fit --mode move --sectors 0x", "is no number")]
    [InlineData("image fit --mode move --sectors 3x", "is no number")]
    [InlineData("image fit --mode move --sectors 65536x16,16", "more than 65536")]
    [InlineData("image fit --mode move --slot-size 4096 --max-align 9", "8, 16 or 32")]
    [InlineData("image fit --mode move --slot-size 4096", "bytes more than the slot has left")]
    public void What_cannot_be_computed_is_refused_with_its_reason(string line, string why)
    {
        var run = Run(line);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    private CliRun Run(string line) => CliRun.Of(_folder.Folder, line.Split(' '));
}
