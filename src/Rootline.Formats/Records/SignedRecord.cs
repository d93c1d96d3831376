namespace Rootline.Formats.Records;

/// <summary>A device record and its station's signature.</summary>
/// <param name="Record">The record.</param>
/// <param name="Signature">The signature; null where the station signed nothing.</param>
public sealed record SignedRecord(DeviceRecord Record, RecordSignature? Signature);
