using System.CommandLine;
using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli;

public sealed class FrameTests : IDisposable
{
    private static readonly FaultCode Refused = new("test-refused", Party.Card, "the card refused", "ask for more quota");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fault_is_three_lines_on_standard_error_and_the_exit_code_of_its_party()
    {
        var run = Run(_ => throw Refused.Exception("quota is used up on card 3", vendorCode: "5501"));
        Assert.Equal((4, ""), (run.Exit, run.Output));
        Assert.Equal(
            """
            rootline: quota is used up on card 3
              code: test-refused (card, vendor's code 5501)
              next: ask for more quota

            """,
            run.Error);
    }

    [Fact]
    public void With_json_a_fault_is_one_object_with_all_its_parts()
    {
        var run = Run(_ => throw Refused.Exception("quota \"3\" ‖ used up", vendorCode: "5501"), "--json");
        var error = JsonDocument.Parse(run.Error).RootElement.GetProperty("error");
        Assert.Equal(
            ["test-refused", "card", "quota \"3\" ‖ used up", "ask for more quota", "5501"],
            new[] { "code", "party", "what", "next", "vendorCode" }.Select(p => error.GetProperty(p).GetString()!));
    }

    [Fact]
    public void What_was_printed_before_a_fault_stays()
    {
        var run = Run(c =>
        {
            c.Output.WriteLine("device 1");
            throw Refused.Exception("x");
        });
        Assert.Equal("device 1\n", run.Output);
    }

    [Fact]
    public void An_unexpected_exception_shows_no_trace_but_keeps_it_in_a_file_of_the_owner()
    {
        var run = Run(_ => throw new InvalidDataException("inner words"));
        Assert.Equal(1, run.Exit);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        string file = Assert.Single(Directory.GetFiles(_folder.Folder));
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
        Assert.Contains("internal-defect (internal)", run.Error, StringComparison.Ordinal);
        string trace = File.ReadAllText(file);
        Assert.Contains("inner words", trace, StringComparison.Ordinal);
        Assert.Contains("   at ", trace, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_cancelled_command_ends_with_130()
    {
        using var source = new CancellationTokenSource();
        var context = CliRun.Context(_folder.Folder, cancellation: source.Token);
        var run = CliRun.Of(List(c =>
        {
            source.Cancel();
            c.Cancellation.ThrowIfCancellationRequested();
        }), context, "act");
        Assert.Equal(130, run.Exit);
        Assert.Contains("code: interrupted (operator)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_cannot_be_written_is_a_fault_told_once_and_messages_that_cannot_are_lost()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        using var error = new StandardStream(full, carriesData: false);
        error.Write([1]);
        using var output = new StandardStream(full, carriesData: true);
        Assert.Equal("output-lost", Assert.Throws<FaultException>(() => output.Write([1])).Fault.Code.Id);
        output.Write([1]);
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_defect() =>
        Assert.Equal(1, Run(_ => throw new OperationCanceledException()).Exit);

    [Theory]
    [InlineData("see rootline --help", "nonsense")]
    [InlineData("see rootline --help", "--nonsense")]
    [InlineData("see rootline act --help", "act", "--nonsense")]
    [InlineData("see rootline act --help", "act", "one", "two")]
    [InlineData("see rootline act --help", "act", "--json=yes")]
    public void A_wrong_command_line_is_a_usage_fault_that_names_the_help(string next, params string[] args)
    {
        var run = CliRun.Of(List(_ => { }), CliRun.Context(_folder.Folder), args);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("usage", run.Error, StringComparison.Ordinal);
        Assert.Contains(next, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_begins_with_a_hyphen_follows_two_hyphens() => Assert.Equal(0, Run(_ => { }, "--", "-x").Exit);

    [Fact]
    public void Without_a_command_there_is_help_and_no_error()
    {
        foreach (string[] args in new string[][] { [], ["group"] })
        {
            var run = CliRun.Of([new("group", "things", List(_ => { }))], CliRun.Context(_folder.Folder), args);
            Assert.Equal((0, ""), (run.Exit, run.Error));
            Assert.Contains("Commands:", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_what_the_command_line_names_is_built()
    {
        int built = 0;
        CommandEntry[] entries =
        [
            new("group", "things", [new("act", "acts", c => Count(c)), new("other", "does not", c => Count(c))]),
            new("third", "neither", c => Count(c)),
        ];
        CliRun.Of(entries, CliRun.Context(_folder.Folder), "--help");
        Assert.Equal(0, built);
        Assert.Equal(0, CliRun.Of(entries, CliRun.Context(_folder.Folder), "group", "act").Exit);
        Assert.Equal(1, built);

        ActCommand Count(CommandContext context)
        {
            built++;
            return new(context, _ => { });
        }
    }

    private static CommandEntry[] List(Action<CommandContext> act) => [new("act", "acts", c => new ActCommand(c, act))];

    private CliRun Run(Action<CommandContext> act, params string[] args) =>
        CliRun.Of(List(act), CliRun.Context(_folder.Folder), ["act", .. args]);

    private sealed class ActCommand : CliCommand
    {
        private readonly Action<CommandContext> _act;

        public ActCommand(CommandContext context, Action<CommandContext> act)
            : base("act", context, "act")
        {
            _act = act;
            Add(new Argument<string?>("THING") { Arity = ArgumentArity.ZeroOrOne });
        }

        protected override ExitCode Run(ParseResult parse)
        {
            _act(Context);
            return ExitCode.Done;
        }
    }
}
