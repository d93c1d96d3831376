namespace Rootline.Links.Mboot.Hid;

/// <summary>A virtual device that takes and gives reports. It has no thread: it works on the thread of whoever holds the other end.</summary>
public interface IReportDevice
{
    /// <summary>Takes a report.</summary>
    /// <param name="report">The report with its id.</param>
    void Receive(ReadOnlySpan<byte> report);

    /// <summary>Gives a report.</summary>
    /// <returns>The report with its id; null when there is nothing to say.</returns>
    byte[]? Give();
}
