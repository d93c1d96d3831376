using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rootline.Links.Tcp;

namespace Rootline.Peers.Debug;

/// <summary>A real QEMU with the board mps2-an521, held at its reset, with its GDB server on a free port of this machine.</summary>
public sealed class QemuBoard : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TestFirmware _firmware;
    private readonly Process _process;

    /// <summary>Starts the emulator.</summary>
    /// <param name="firmware">What it runs.</param>
    public QemuBoard(TestFirmware firmware)
    {
        _firmware = firmware;
        string[] arguments =
        [
            "-M", "mps2-an521", "-kernel", firmware.Bl2, "-device", $"loader,file={firmware.Secure}", "-device", $"loader,file={firmware.NonSecure}",
            "-S", "-gdb", "tcp:127.0.0.1:0", "-display", "none", "-monitor", "none", "-serial", $"file:{firmware.Console}", "-qmp", "stdio",
        ];
        var start = new ProcessStartInfo("qemu-system-arm", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.StandardInput.Write("{\"execute\":\"qmp_capabilities\"}\n{\"execute\":\"query-chardev\"}\n");
        _process.StandardInput.Flush();
        Server = new("127.0.0.1", Port());
    }

    /// <summary>Where its GDB server listens.</summary>
    public TcpAddress Server { get; }

    /// <summary>What the images printed so far.</summary>
    public string Console
    {
        get
        {
            using var file = new FileStream(_firmware.Console, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>Waits until the images have printed a text, and after it another one, and so on.</summary>
    /// <param name="texts">The texts in their order.</param>
    public void WaitFor(params string[] texts)
    {
        var watch = Stopwatch.StartNew();
        while (!Has(texts))
        {
            if (watch.Elapsed > Patience || _process.HasExited)
                throw new TimeoutException($"the console does not say {string.Join(", ", texts)} but: {Console}");
            Thread.Sleep(10);
        }
    }

    /// <summary>Ends the emulator in the middle of whatever it does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private bool Has(string[] texts)
    {
        string console = Console;
        int at = 0;
        foreach (string text in texts)
        {
            at = console.IndexOf(text, at, StringComparison.Ordinal);
            if (at < 0)
                return false;
            at += text.Length;
        }

        return true;
    }

    // The system chose the port; the emulator knows it.
    private int Port()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            using var answer = JsonDocument.Parse(line);
            if (!answer.RootElement.TryGetProperty("return", out var devices) || devices.ValueKind != JsonValueKind.Array)
                continue;
            string name = devices.EnumerateArray().Select(d => d.GetProperty("filename").GetString()!).First(n => n.Contains("tcp:127.0.0.1:", StringComparison.Ordinal));
            string port = name[(name.IndexOf("tcp:127.0.0.1:", StringComparison.Ordinal) + "tcp:127.0.0.1:".Length)..].Split(',')[0];
            return int.Parse(port, CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException("the emulator does not start: " + _process.StandardError.ReadToEnd());
    }
}
