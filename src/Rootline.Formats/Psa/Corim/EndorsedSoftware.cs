namespace Rootline.Formats.Psa.Corim;

/// <summary>A reference value of a CoRIM. Source: psa-attestation section 9.</summary>
/// <param name="ImplementationId">The class, 32 bytes.</param>
/// <param name="SignerId">32, 48 or 64 bytes.</param>
/// <param name="Digests">The measurements, each of 32, 48 or 64 bytes; at least one.</param>
public sealed record EndorsedSoftware(ReadOnlyMemory<byte> ImplementationId, ReadOnlyMemory<byte> SignerId, IReadOnlyList<ReadOnlyMemory<byte>> Digests)
{
    /// <summary>Measurement type, or null.</summary>
    public string? MeasurementType { get; init; }

    /// <summary>Version, or null.</summary>
    public string? Version { get; init; }
}
