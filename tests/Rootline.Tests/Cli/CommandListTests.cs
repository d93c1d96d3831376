using Rootline.Cli.Commands;
using Rootline.Cli.Frame;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli;

public sealed class CommandListTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Commands => [.. Leaves("", AllCommands.List).Select(l => l.Path)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_help_with_an_example_of_itself(string path)
    {
        var run = CliRun.Of(_folder.Folder, [.. path.Split(' '), "--help"]);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Matches($@"Examples?:\n  rootline {path}", run.Output);
        Assert.Contains("--json", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_can_be_parsed(string path)
    {
        var context = CliRun.Context(_folder.Folder);
        var command = Leaves("", AllCommands.List).Single(l => l.Path == path).Entry.Build!(context);
        Assert.NotEmpty(command.Examples);
        Assert.All(command.Examples, example =>
        {
            string[] args = example.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Empty(CommandTree.Build(AllCommands.List, context, args).Parse(args).Errors);
        });
    }

    [Fact]
    public void The_names_of_the_list_are_those_of_the_commands_and_the_summaries_keep_the_style()
    {
        foreach (var (_, entry) in Leaves("", AllCommands.List))
        {
            Assert.Equal(entry.Name, entry.Build!(CliRun.Context(_folder.Folder)).Name);
            Assert.True(char.IsLower(entry.Summary[0]) && !entry.Summary.EndsWith('.'), entry.Summary);
        }
    }

    private static IEnumerable<(string Path, CommandEntry Entry)> Leaves(string prefix, IEnumerable<CommandEntry> entries) =>
        entries.SelectMany(e => e.Entries.Count > 0 ? Leaves($"{prefix}{e.Name} ", e.Entries) : [($"{prefix}{e.Name}", e)]);
}
