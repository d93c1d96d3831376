using System.Text.Json;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Mcuboot.Verdict;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class ImageDumpCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ImageDumpCommandTests() => File.WriteAllBytes(_folder.PathOf("a.bin"), new ImageMaker { Behind = [1, 2, 3] }.Bytes);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_image_is_shown_for_people_on_the_screen_and_as_YAML_in_a_file()
    {
        var run = Run("image dumpinfo a.bin");
        Assert.Equal(0, run.Exit);
        Assert.StartsWith("Printing content of signed image: a.bin \n", run.Output, StringComparison.Ordinal);
        Assert.Contains("does not end with the magic of a trailer", run.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (Run("image dumpinfo a.bin -o a.yaml -s").Exit, Run("image dumpinfo a.bin -o a.yaml").Output));
        Assert.StartsWith("filename: a.bin\nheader:\n  magic: 2532554813\n", File.ReadAllText(_folder.PathOf("a.yaml")), StringComparison.Ordinal);
        Assert.Equal(0, Run("image dumpinfo a.bin -f human -o a.txt").Exit);
        Assert.Equal(run.Output, File.ReadAllText(_folder.PathOf("a.txt")));
    }

    [Fact]
    public void JSON_is_the_same_on_many_lines_and_on_one()
    {
        string many = Run("image dumpinfo a.bin -f json").Output;
        string one = Run("image dumpinfo a.bin --json").Output;
        Assert.EndsWith("}\n}\n", many, StringComparison.Ordinal);
        Assert.Equal(1, one.Count(c => c == '\n'));
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(many).RootElement, JsonDocument.Parse(one).RootElement));
    }

    [Fact]
    public void What_is_no_image_ends_with_2_and_nothing_is_written()
    {
        File.WriteAllBytes(_folder.PathOf("b.bin"), [1, 2, 3]);
        var run = Run("image dumpinfo b.bin -o b.yaml");
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("b.bin: a header has 32 bytes, the file 3", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("b.yaml")));
    }

    private CliRun Run(string line) => CliRun.Of(_folder.Folder, line.Split(' '));
}
