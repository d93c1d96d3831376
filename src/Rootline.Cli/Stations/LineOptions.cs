using Rootline.Formats.Nxp.Trust;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Stations;

/// <summary>What the operator says on the command line of a station.</summary>
internal sealed record LineOptions
{
    /// <summary>Who works at the station.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The production lot.</summary>
    public string Lot { get; init; } = "";

    /// <summary>Which key of a chip its response is checked with.</summary>
    public ResponseKeyRule ResponseKeyRule { get; init; }

    /// <summary>Consent to use another unit for a chip that used one before.</summary>
    public bool MaySpendAnotherUnit { get; init; }

    /// <summary>Whether devices that the log records as done are passed over as done.</summary>
    public bool SkipsDone { get; init; }

    /// <summary>Consent to go on although records never reached this log.</summary>
    public bool AcceptsLostRecords { get; init; }

    /// <summary>Consent to use keys of a seed where the device may be real.</summary>
    public bool AllowsSeededKeys { get; init; }

    /// <summary>Takes a line a frame; null for no trace.</summary>
    public TraceFile? Trace { get; init; }

    /// <summary>Told what happens.</summary>
    public Action<LineEvent> Observer { get; init; } = static _ => { };
}
