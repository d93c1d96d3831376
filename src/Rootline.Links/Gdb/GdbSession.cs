using System.Text;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>
/// One session of a host: its exchanges and the fault that ended it. What the server refuses does not end a session; anything else does,
/// because nobody knows then what it will say next.
/// </summary>
internal sealed class GdbSession(GdbHostLine line, TimeProvider clock, GdbHostOptions options)
{
    private const int MaxOutput = 1 << 20;

    // QEMU tells a client that comes to a core that ran, unasked, that it stands now.
    private const int MaxStray = 4;
    private static readonly HashSet<FaultCode> Harmless = [GdbLinkFaults.Refused, GdbLinkFaults.Unsupported, GdbLinkFaults.Memory];

    public string Name => line.Name;

    public Fault? Poison { get; private set; }

    /// <summary>Whether the core runs: then it can only be waited for or asked to stop.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Sends a packet and returns the answer's content, whatever it is; whoever asks for a secret wipes it.</summary>
    public byte[] Ask(ReadOnlyMemory<byte> content) => Guard(() =>
    {
        DemandStanding();
        line.Send(content.Span);
        byte[] answer = Answer();
        for (int stray = 0; stray < MaxStray && !content.Span.SequenceEqual("?"u8) && StopReply.Parse(answer).Ok; stray++)
            answer = Answer();
        return answer;
    });

    /// <summary>Sends a packet that is answered with OK.</summary>
    /// <param name="content">The packet.</param>
    /// <param name="refusal">What it is when the server refuses.</param>
    /// <param name="doing">What was to be done, for messages.</param>
    public void Demand(ReadOnlyMemory<byte> content, FaultCode refusal, string doing)
    {
        byte[] answer = Ask(content);
        Guard(() => Accepted(answer, refusal, doing));
    }

    /// <summary>Throws when an answer is empty or an error.</summary>
    public void Reject(ReadOnlySpan<byte> answer, FaultCode refusal, string doing)
    {
        if (answer.IsEmpty)
            throw GdbLinkFaults.Unsupported.Exception($"{Name}: {doing}: the server does not know the packet");
        if (answer[0] == 'E' && (answer.Length == 3 || answer.StartsWith("E."u8)))
            throw refusal.Exception($"{Name}: {doing}", vendorCode: Encoding.ASCII.GetString(answer));
    }

    /// <summary>Lets the core run or step.</summary>
    public void Start(ReadOnlyMemory<byte> content) => Guard(() =>
    {
        DemandStanding();
        line.Send(content.Span);
        return IsRunning = true;
    });

    /// <summary>Asks a core that runs to stop; it is to be waited for.</summary>
    public void Interrupt() => Guard(() =>
    {
        line.Interrupt();
        return true;
    });

    /// <summary>Waits for the core to stand.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="stop">Why it stands, or null when it runs on.</param>
    public bool WaitForStop(TimeSpan patience, out StopReply? stop)
    {
        stop = null;
        var end = Deadline.After(clock, patience, options.Cancellation);
        do
        {
            stop = Guard(() => HearStop(end.Remaining)).Reply;
        }
        while (stop is null && !end.Passed);
        return stop is not null;
    }

    /// <summary>Executes a command of the server and returns what it prints.</summary>
    public string Monitor(string command)
    {
        var text = new StringBuilder();
        byte[] answer = Ask(new([.. "qRcmd,"u8, .. RspHex.Write(Encoding.UTF8.GetBytes(command))]));
        return Guard(() =>
        {
            while (Printed(answer) is { } piece)
            {
                text.Append(piece);
                if (text.Length > MaxOutput)
                    throw GdbLinkFaults.OutOfStep.Exception($"{Name}: the command {command} prints more than {MaxOutput} characters");
                answer = Answer();
            }

            var last = new byte[answer.Length / 2];
            if (answer.Length > 0 && RspHex.Read(answer, last))
                text.Append(Encoding.UTF8.GetString(last));
            else
                Accepted(answer, GdbLinkFaults.Refused, $"the command {command}");
            return text.ToString();
        });
    }

    /// <summary>Runs an exchange; an exception that says more than no ends the session.</summary>
    public T Guard<T>(Func<T> exchange)
    {
        if (Poison is { } fault)
            throw GdbLinkFaults.Poisoned.Exception($"{Name}: the connection failed before: {fault.What}");
        try
        {
            return exchange();
        }
        catch (FaultException failure)
        {
            Poison = Harmless.Contains(failure.Fault.Code) ? null : failure.Fault;
            throw;
        }
        catch
        {
            Poison = CoreFaults.Interrupted.Fault($"{Name}: an exchange was broken off");
            throw;
        }
    }

    private bool Accepted(ReadOnlySpan<byte> answer, FaultCode refusal, string doing)
    {
        Reject(answer, refusal, doing);
        return answer.SequenceEqual("OK"u8)
            ? true
            : throw GdbLinkFaults.OutOfStep.Exception($"{Name}: {doing}: an answer of {answer.Length} bytes that says neither yes nor no");
    }

    private void DemandStanding()
    {
        if (IsRunning)
            throw GdbLinkFaults.OutOfStep.Exception($"{Name}: the core runs, and must stand for this");
    }

    private byte[] Answer() =>
        line.Receive(options.Timeout) ?? throw GdbLinkFaults.NoAnswer.Exception($"{Name}: no answer within {options.Timeout.TotalSeconds:0} s");

    private (StopReply? Reply, bool) HearStop(TimeSpan patience)
    {
        if (line.Receive(patience) is not { } heard)
            return default;
        if (Printed(heard) is { } text)
        {
            options.Console?.Invoke(text);
            return default;
        }

        IsRunning = false;
        Reject(heard, GdbLinkFaults.Refused, "letting the core run");
        return (StopReply.Parse(heard).OrThrow(Name), true);
    }

    // What is printed comes in packets of its own, O and hex digits; OK is an answer.
    private static string? Printed(ReadOnlySpan<byte> content)
    {
        var bytes = new byte[content.Length / 2];
        return content.Length % 2 == 1 && content[0] == 'O' && RspHex.Read(content[1..], bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }
}
