using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>The commands of the server behind a session, in the words that it knows.</summary>
/// <param name="host">A session whose core stands.</param>
/// <param name="profile">Its words.</param>
/// <param name="clock">Decides how long a reset may take.</param>
public sealed class HostServer(GdbHost host, GdbServerProfile profile, TimeProvider clock)
{
    private const uint Unlikely = 0x5AA5_3C3C;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>The words that are used.</summary>
    public GdbServerProfile Profile { get; } = profile;

    /// <summary>Asks a server what it is. Only commands are used that change nothing.</summary>
    /// <param name="host">A session whose core stands.</param>
    /// <param name="clock">Decides how long a reset may take.</param>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.Unsupported"/>: it must be named.</exception>
    public static HostServer Recognise(GdbHost host, TimeProvider clock)
    {
        foreach (var profile in GdbServerProfile.All.Where(p => p.Question is not null))
        {
            if (Answer(host, profile.Question!).Contains(profile.Mark, StringComparison.Ordinal))
                return new(host, profile, clock);
        }

        throw GdbLinkFaults.Unsupported.Exception(
            $"{host.Name}: the server does not say what it is", next: $"name it with --server, one of {string.Join(", ", GdbServerProfile.All.Select(p => p.Name))}");
    }

    /// <summary>Resets the chip. The core stands before its first instruction afterwards, and breakpoints stay.</summary>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.DoesNotStop"/>: the reset does not happen.</exception>
    public void ResetAndHalt()
    {
        if (!Profile.ResetsLater)
        {
            host.Monitor(Profile.ResetAndHalt);
            return;
        }

        // A reset leaves another value in a register that holds an unlikely one before it.
        host.WriteRegister(CoreRegister.R12, Unlikely);
        host.Monitor(Profile.ResetAndHalt);
        var deadline = Deadline.After(clock, host.Options.Timeout, host.Options.Cancellation);
        while (host.ReadRegister(CoreRegister.R12) == Unlikely)
        {
            if (deadline.Passed)
                throw GdbLinkFaults.DoesNotStop.Exception($"{host.Name}: the chip is not reset by {Profile.ResetAndHalt}");
            clock.Sleep(Pause, host.Options.Cancellation);
        }
    }

    /// <summary>Erases all flash that the server knows of. Cannot be undone.</summary>
    /// <param name="command">The server's command for the part at hand; null for the server's general one.</param>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.Unsupported"/>: there is none.</exception>
    public string WipeFlashForEver(string? command = null) => host.Monitor(command ?? Profile.WipeFlash
        ?? throw GdbLinkFaults.Unsupported.Exception($"{host.Name}: {Profile.Name} has no command that erases all flash"));

    private static string Answer(GdbHost host, string question)
    {
        try
        {
            return host.Monitor(question);
        }
        catch (FaultException refusal) when (refusal.Fault.Code == GdbLinkFaults.Refused || refusal.Fault.Code == GdbLinkFaults.Unsupported)
        {
            return "";
        }
    }
}
