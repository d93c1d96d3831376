namespace Rootline.Links.Gdb;

/// <summary>How patient a host is.</summary>
public sealed record GdbHostOptions
{
    /// <summary>How long to wait for each answer that does not wait for the core.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a packet is sent again when the other side says that it came damaged.</summary>
    public int PacketAttempts { get; init; } = 3;

    /// <summary>Called off by the operator.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Takes what the target prints through the debugger, if it does.</summary>
    public Action<string>? Console { get; init; }
}
