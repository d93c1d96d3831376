using Rootline.TestSupport;
using Xunit;

namespace Rootline.Peers.House;

/// <summary>
/// The launcher ./rootline in a copy of its own, with a stand-in for the SDK that notes each build and "publishes" a script.
/// </summary>
public sealed class LauncherTests : IDisposable
{
    private const string Sdk = """
        #!/usr/bin/env bash
        case $1 in
            --list-sdks) echo '10.0.100 [/sdk]' ;;
            build)
                sleep 0.2
                echo build >>"$(dirname "$0")/calls"
                [ ! -e src/broken ] || { echo 'Program.cs(1,1): error CS1002: ; expected'; exit 1; }
                ;;
            publish)
                while [ $# -gt 0 ]; do [ "$1" != -o ] || out=$2; shift; done
                mkdir -p "$out"
                printf '#!/bin/sh\necho "ran $*"\nexit 3\n' >"$out/rootline"
                chmod +x "$out/rootline"
                ;;
        esac
        """;

    private readonly TempFolder _folder = new();
    private readonly string _tools;

    public LauncherTests()
    {
        _tools = Directory.CreateDirectory(_folder.PathOf("tools")).FullName;
        Directory.CreateDirectory(_folder.PathOf("tools/host"));
        Directory.CreateDirectory(_folder.PathOf("src/Rootline.Cli/obj"));
        ScriptFile.Write(_folder.PathOf("rootline"), File.ReadAllText(RepositoryRoot.PathOf("rootline")));
        File.WriteAllText(_folder.PathOf("src/Rootline.Cli/Program.cs"), "return 0;");
        File.WriteAllText(_folder.PathOf("src/Rootline.Cli/Other.cs"), "");
        Install(Sdk);
    }

    private int Builds => File.Exists(_folder.PathOf("tools/calls")) ? File.ReadAllLines(_folder.PathOf("tools/calls")).Length : 0;

    public void Dispose() => _folder.Dispose();

    [ProgramFact("bash", "find", "flock")]
    public void The_first_call_builds_and_the_second_one_only_runs()
    {
        for (int i = 0; i < 2; i++)
            Assert.Equal(new(3, "ran card make --quota 3\n", ""), Run("card", "make", "--quota", "3"));
        Assert.Equal(1, Builds);
    }

    [ProgramFact("bash", "find", "flock")]
    public void A_changed_an_added_and_a_deleted_source_are_each_built_once()
    {
        Run();
        File.AppendAllText(_folder.PathOf("src/Rootline.Cli/Program.cs"), " ");
        Run();
        Assert.Equal(2, Builds);
        File.WriteAllText(_folder.PathOf("src/Rootline.Cli/Fresh.cs"), "");
        Run();
        Assert.Equal(3, Builds);
        File.Delete(_folder.PathOf("src/Rootline.Cli/Other.cs"));
        Run();
        Run();
        Assert.Equal(4, Builds);
    }

    [ProgramFact("bash", "find", "flock")]
    public void What_a_build_leaves_behind_is_no_source()
    {
        Run();
        File.WriteAllText(_folder.PathOf("src/Rootline.Cli/obj/made.cs"), "");
        Run();
        Assert.Equal(1, Builds);
    }

    [ProgramFact("bash", "find", "flock")]
    public void Two_calls_at_once_build_once()
    {
        var calls = Enumerable.Range(0, 4).Select(_ => Start()).ToList();
        Assert.All(calls, c => Assert.Equal(new(3, "ran \n", ""), ProgramRun.Finish(c)));
        Assert.Equal(1, Builds);
    }

    [ProgramFact("bash", "find", "flock")]
    public void A_failed_build_shows_the_compilers_words_and_runs_nothing_old()
    {
        Run();
        File.WriteAllText(_folder.PathOf("src/broken"), "");
        var run = Run();
        Assert.Equal((6, ""), (run.Exit, run.Output));
        Assert.Contains("error CS1002", run.Error, StringComparison.Ordinal);
        Assert.Contains("code: build-failed (station)", run.Error, StringComparison.Ordinal);
        File.Delete(_folder.PathOf("src/broken"));
        Assert.Equal(3, Run().Exit);
    }

    [ProgramFact("bash", "find", "flock")]
    public void Without_the_SDK_it_says_what_to_install()
    {
        Install("#!/bin/sh\necho '9.0.100 [/sdk]'\n");
        var run = Run();
        Assert.Equal((6, ""), (run.Exit, run.Output));
        Assert.Contains("rootline: the .NET 10 SDK is missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("install the package dotnet-sdk-10.0", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, Builds);
    }

    [ProgramFact("bash", "find", "flock")]
    public void It_runs_in_the_callers_folder_and_through_a_link()
    {
        string elsewhere = Directory.CreateDirectory(_folder.PathOf("elsewhere")).FullName;
        File.CreateSymbolicLink(Path.Combine(elsewhere, "rl"), _folder.PathOf("rootline"));
        var run = ProgramRun.Finish(ProgramRun.Start(Path.Combine(elsewhere, "rl"), elsewhere, ToolPath, "a"));
        Assert.Equal(new(3, "ran a\n", ""), run);
        Assert.Empty(Directory.GetDirectories(elsewhere));
    }

    private string ToolPath => $"{_tools}:{Environment.GetEnvironmentVariable("PATH")}";

    private void Install(string sdk) => ScriptFile.Write(Path.Combine(_tools, "dotnet"), sdk);

    private System.Diagnostics.Process Start(params string[] args) =>
        ProgramRun.Start(_folder.PathOf("rootline"), _folder.Folder, ToolPath, args);

    private ProgramRun Run(params string[] args) => ProgramRun.Finish(Start(args));
}
