using Rootline.Core.Faults;

namespace Rootline.Formats.Records;

/// <summary>Faults of device records.</summary>
public static class DeviceRecordFaults
{
    /// <summary>The bytes are not a device record in its one canonical form.</summary>
    public static readonly FaultCode Malformed = new(
        "device-record", Party.File, "the bytes are not a device record in its canonical form", "export the record again from the ledger that holds it");

    /// <summary>The record was written by a newer version.</summary>
    public static readonly FaultCode Newer = new(
        "device-record-newer", Party.File, "the device record has a schema version that this version does not know", "read it with the version that wrote it or a later one");
}
