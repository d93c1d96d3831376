using System.ComponentModel;
using System.Diagnostics;
using Rootline.Core.Faults;
using Rootline.Oem.Custody.References;

namespace Rootline.Oem.Custody.Programs;

/// <summary>
/// Runs a program once: bytes in, bytes out, within a time limit. Each of its three streams has a thread of its own, so that
/// neither a program that reads nothing nor one that writes without end holds anybody up.
/// </summary>
internal sealed class ProgramCall
{
    private const int ErrorRoom = 4096;

    private readonly ProgramReference _reference;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly Lock _gate = new();
    // One byte more than an answer may have, so that a longer one is seen to be.
    private readonly byte[] _output = new byte[SignAnswer.MaxLength + 1];
    private int _length;
    private readonly ErrorTail _error = new(ErrorRoom);

    private ProgramCall(ProgramReference reference, TimeProvider clock) => (_reference, _clock, _start) = (reference, clock, clock.GetTimestamp());

    /// <summary>Runs a program.</summary>
    /// <param name="reference">Which, with which arguments, how long.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="clock">The clock.</param>
    /// <returns>Its standard output, at most one byte more than an answer may have.</returns>
    /// <exception cref="FaultException">One of <see cref="ProgramFaults"/>.</exception>
    public static byte[] Run(ProgramReference reference, string path, byte[] input, TimeProvider clock)
    {
        var start = new ProcessStartInfo(path, reference.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException or PlatformNotSupportedException)
        {
            throw ProgramFaults.NotStarted.Exception($"{reference.Place}: {e.Message}", cause: e);
        }

        using (process)
            return new ProgramCall(reference, clock).Finish(process, input);
    }

    private byte[] Finish(Process process, byte[] input)
    {
        var writer = Begin("input", () => Feed(process, input));
        var output = Begin("output", () => Collect(process.StandardOutput.BaseStream));
        var error = Begin("error", () => _error.Read(process.StandardError.BaseStream));
        bool ended = process.WaitForExit(Left());
        // What it started may hold its output open; that counts to its time too.
        bool whole = ended && output.Join(Left());
        if (!whole)
            Kill(process);
        error.Join(whole ? Left() : Patience);
        if (!whole)
            throw ProgramFaults.Late.Exception($"{_reference.Place}: did not end within {_reference.Limit.TotalSeconds:0} s{_error.Said}");
        writer.Join(Patience);
        if (process.ExitCode != 0)
            throw ProgramFaults.Failed.Exception($"{_reference.Place}: ended with {process.ExitCode}{_error.Said}");
        lock (_gate)
            return _output[.._length];
    }

    private static TimeSpan Patience { get; } = TimeSpan.FromSeconds(1);

    private TimeSpan Left()
    {
        var left = _reference.Limit - _clock.GetElapsedTime(_start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static Thread Begin(string name, Action work)
    {
        var thread = new Thread(() => Guard(work)) { IsBackground = true, Name = $"sign-program-{name}" };
        thread.Start();
        return thread;
    }

    // A program may close a stream, or be killed, at any moment: what it said until then is judged.
    private static void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Judged by its exit code and its answer.
        }
    }

    private static void Feed(Process process, byte[] input)
    {
        using var stream = process.StandardInput.BaseStream;
        stream.Write(input);
        stream.Flush();
    }

    private void Collect(Stream stream)
    {
        var buffer = new byte[ErrorRoom];
        int n;
        while ((n = stream.Read(buffer)) > 0)
        {
            lock (_gate)
            {
                // The rest is read and forgotten.
                int taken = Math.Min(n, _output.Length - _length);
                buffer.AsSpan(0, taken).CopyTo(_output.AsSpan(_length));
                _length += taken;
            }
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself just now.
        }
    }
}
