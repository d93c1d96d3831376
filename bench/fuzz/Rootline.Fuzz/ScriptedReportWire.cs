using Rootline.Core.Time;
using Rootline.Links.Mboot.Hid;

namespace Rootline.Fuzz;

/// <summary>A wire of reports whose other end says what the fuzzer wrote, and then nothing.</summary>
/// <param name="reports">What comes.</param>
/// <param name="clock">Moved on where the other end is silent.</param>
internal sealed class ScriptedReportWire(IEnumerable<byte[]> reports, VirtualClock clock) : IReportWire
{
    private readonly Queue<byte[]> _reports = new(reports);

    /// <inheritdoc/>
    public string Name => "fuzz";

    /// <inheritdoc/>
    public byte[]? Read(Deadline deadline)
    {
        if (_reports.TryDequeue(out byte[]? next))
            return next;
        clock.Advance(deadline.Remaining);
        return null;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> report)
    {
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
