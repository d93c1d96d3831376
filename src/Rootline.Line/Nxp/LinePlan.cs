using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Trust;
using Rootline.Line.Sockets;
using Rootline.Line.Steps;

namespace Rootline.Line.Nxp;

/// <summary>What a station does to each device.</summary>
public sealed record LinePlan
{
    /// <summary>The devices' family.</summary>
    public required Family Family { get; init; }

    /// <summary>Which key of a chip its response is checked with before the card is asked.</summary>
    public ResponseKeyRule ResponseKeyRule { get; init; }

    /// <summary>The provisioning firmware (SB2 file), or null when it runs already.</summary>
    public byte[]? ProvisioningFirmware { get; init; }

    /// <summary>The product firmware (SB2 file), or null when it is loaded elsewhere.</summary>
    public byte[]? ProductFirmware { get; init; }

    /// <summary>Where messages are exchanged; null for the family's own buffer.</summary>
    public AddressRange? Buffer { get; init; }

    /// <summary>Timeout of a single operation on the wire.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a chip gets to restart before it is spoken to again. Source: nxp-trust-provisioning 5.1.</summary>
    public TimeSpan RestartPause { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Timeout of a whole device; checked between steps. Zero for none.</summary>
    public TimeSpan DeviceTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The operator's consent to use another unit of the quota for a chip that used one before. Asked for by a long option
    /// or at a terminal, never assumed.
    /// </summary>
    public bool MaySpendAnotherUnit { get; init; }

    /// <summary>
    /// Whether a chip that this log records as done, and that is closed, is passed over as done instead of refused: for a list
    /// of devices that an interruption cut in two.
    /// </summary>
    public bool PassesOverDone { get; init; }

    /// <summary>The operator's consent to go on although records of this card never reached this log.</summary>
    public bool AcceptsLostRecords { get; init; }

    /// <summary>Who is told what happens. It must not throw: it is told things between the card's answer and its record.</summary>
    public Action<LineEvent> Observer { get; init; } = static _ => { };

    /// <summary>Called off between steps, never between the card's answer and its record.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The terms of the steps.</summary>
    public StepTerms Steps => new() { Timeout = DeviceTimeout, Observer = Observer, Cancellation = Cancellation };

    /// <summary>The buffer in use.</summary>
    public AddressRange MessageBuffer => Buffer ?? Family.Buffer;
}
