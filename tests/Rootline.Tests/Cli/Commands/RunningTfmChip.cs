using System.Text;
using Rootline.Cli.Commands;
using Rootline.Cli.Frame;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary><c>rootline chip run --debug</c> on a thread of its own, until it is disposed.</summary>
internal sealed class RunningTfmChip : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Ready _output = new();
    private readonly MemoryStream _console = new();
    private readonly Thread _thread;

    public RunningTfmChip(string folder, params string[] more)
    {
        var context = new CommandContext
        {
            Output = _output,
            Error = TextWriter.Synchronized(new StringWriter()),
            RawOutput = _console,
            Entropy = new SeededEntropy(1),
            Clock = TimeProvider.System,
            Disk = new OsDisk(),
            Folder = folder,
            TraceFolder = folder,
            Cancellation = _end.Token,
        };
        _thread = new(() => Application.Run(AllCommands.List, context, ["chip", "run", "chip.bin", "--debug", "0", .. more]));
        _thread.Start();
    }

    /// <summary>Where it listens; waits until it does.</summary>
    public string Address => _output.Address();

    /// <summary>Its control socket, or null; waits until it is ready.</summary>
    public string? Control => _output.Control();

    /// <summary>Ends it; what its UART printed.</summary>
    public string Stop()
    {
        _end.Cancel();
        _thread.Join();
        return Encoding.ASCII.GetString(_console.ToArray());
    }

    public void Dispose()
    {
        Stop();
        _end.Dispose();
    }

    // Waits for the line that says where the chip listens.
    private sealed class Ready : StringWriter
    {
        private readonly ManualResetEventSlim _told = new();
        private string? _address;
        private string? _control;

        public override void WriteLine(string? value)
        {
            if (value is null || !value.StartsWith("ready tcp://", StringComparison.Ordinal))
                return;
            string[] words = value.Split(' ');
            (_address, _control) = (words[1]["tcp://".Length..], words is [_, _, "control", var socket, ..] ? socket : null);
            _told.Set();
        }

        public string Address()
        {
            Assert.True(_told.Wait(TimeSpan.FromMinutes(5)), "the chip does not say that it is ready");
            return _address!;
        }

        public string? Control()
        {
            Address();
            return _control;
        }
    }
}
