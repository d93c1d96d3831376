using Rootline.Core.Time;

namespace Rootline.Links.Mboot.Hid;

/// <summary>One end of a wire that carries reports in both directions, each whole or not at all: USB, or a device in memory.</summary>
public interface IReportWire : IDisposable
{
    /// <summary>Names the wire in messages.</summary>
    string Name { get; }

    /// <summary>Hands over a report.</summary>
    /// <param name="report">The report with its id.</param>
    /// <exception cref="Core.Faults.FaultException">The wire is broken.</exception>
    void Write(ReadOnlySpan<byte> report);

    /// <summary>Waits for a report.</summary>
    /// <param name="deadline">How long to wait.</param>
    /// <returns>The report with its id; null when the deadline passed.</returns>
    byte[]? Read(Deadline deadline);

    /// <summary>Throws away what has come and was not read.</summary>
    void DiscardInput();
}
