using System.Globalization;
using Rootline.Cli.Commands;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Sweeps;

public sealed class SweepCommandTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public SweepCommandTests()
    {
        _factory.PutVendor();
        _factory.Demand("chip make --file chip.bin --vendor vendor");
    }

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void An_interrupted_sweep_ends_its_command_with_its_children_and_leaves_nothing_behind()
    {
        using var operatorGivesUp = new CancellationTokenSource();
        string said = _factory.PathOf("said");
        string script = $"sleep 1000 & echo $$ $! $(pwd) > {said}.new; mv {said}.new {said}; wait";
        var watcher = new Thread(() =>
        {
            while (!File.Exists(said))
                Thread.Sleep(10);
            operatorGivesUp.Cancel();
        })
        { IsBackground = true };
        watcher.Start();
        var run = CliRun.Of(AllCommands.List, CliRun.Context(_factory.Folder, cancellation: operatorGivesUp.Token), "chip", "sweep", "-c", "chip.bin", "--", "sh", "-c", script);
        Assert.Equal(130, run.Exit);
        string[] words = File.ReadAllText(said).Trim().Split(' ');
        Assert.All(words[..2], pid => Assert.True(IsGone(int.Parse(pid, CultureInfo.InvariantCulture)), pid));
        Assert.False(Directory.Exists(words[2]) || Directory.Exists(Path.GetDirectoryName(words[2])));
        Assert.False(File.Exists(_factory.PathOf("chip.bin.lock")));
    }

    [Fact]
    public void The_command_finds_port_socket_and_case_and_its_files_are_kept_on_request()
    {
        Directory.CreateDirectory(_factory.PathOf("mine/sub"));
        File.WriteAllText(_factory.PathOf("mine/sub/note"), "mine");
        File.CreateSymbolicLink(_factory.PathOf("mine/link"), "sub/note");
        var run = _factory.Run("chip", "sweep", "-c", "chip.bin", "--copy", "mine", "--keep", "kept", "--port", "com1", "--", "sh", "-c", "cat link; test -c com1 && test -S $ROOTLINE_CONTROL && echo $ROOTLINE_CASE $ROOTLINE_VISIT $(basename $ROOTLINE_PORT); exit 3");
        Assert.Equal(2, run.Exit);
        Assert.Contains("ends with 3 although nothing disturbs it", run.Error, StringComparison.Ordinal);
        foreach (int visit in (int[])[1, 2, 3])
            Assert.Equal($"mine0 {visit} com1\n", File.ReadAllText(_factory.PathOf($"kept/case-0/visit-{visit}.txt")));
        Assert.Equal("sub/note", new FileInfo(Path.Combine(_factory.PathOf("kept/case-0"), "work", "link")).LinkTarget);
    }

    [Fact]
    public void The_last_words_of_a_command_are_kept_although_it_has_ended_before_they_came()
    {
        var run = _factory.Run("chip", "sweep", "-c", "chip.bin", "--keep", "kept", "--", "sh", "-c", "(sleep 0.5; echo late; echo later >&2) & exit 3");
        Assert.Equal(2, run.Exit);
        foreach (int visit in (int[])[1, 2, 3])
            Assert.Equal(["late", "later"], File.ReadAllLines(_factory.PathOf($"kept/case-0/visit-{visit}.txt")).Order());
    }

    // A child whose parent has ended may wait for its new parent to take note: it is as good as gone.
    private static bool IsGone(int pid)
    {
        for (int i = 0; i < 500; i++)
        {
            string status = $"/proc/{pid}/stat";
            try
            {
                if (!File.Exists(status) || File.ReadAllText(status).Split(") ")[1].StartsWith('Z'))
                    return true;
            }
            catch (IOException)
            {
                return true;
            }

            Thread.Sleep(20);
        }

        return false;
    }
}
