using Rootline.Core.Faults;
using Rootline.Formats.Records;

namespace Rootline.Line.Nordic;

/// <summary>What became of a part.</summary>
/// <param name="Device">Its device id, or null when nobody could read it.</param>
/// <param name="Found">What it was found to be; null when it could not be looked at.</param>
/// <param name="Record">Its record; null when it is not done.</param>
/// <param name="Fault">Why it is not done; null when it is.</param>
public sealed record NordicResult(string? Device, NordicFinding? Found, DeviceRecord? Record, Fault? Fault);
