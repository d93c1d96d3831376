using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Corim;

namespace Rootline.Proof.Attestation;

/// <summary>Software that a relying party knows; null where anything will do. Source: psa-attestation section 9.</summary>
public sealed record ReferenceValue
{
    /// <summary>The implementation that it runs on, 32 bytes.</summary>
    public ReadOnlyMemory<byte>? ImplementationId { get; init; }

    /// <summary>Measurement type, such as <c>SPE</c>.</summary>
    public string? MeasurementType { get; init; }

    /// <summary>Version.</summary>
    public string? Version { get; init; }

    /// <summary>Signer id.</summary>
    public ReadOnlyMemory<byte>? SignerId { get; init; }

    /// <summary>The measurements, one of which it must have; at least one.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Digests { get; init; }

    /// <summary>The reference value of a CoRIM.</summary>
    /// <param name="software">What the maker endorses.</param>
    public static ReferenceValue Of(EndorsedSoftware software) => new()
    {
        ImplementationId = software.ImplementationId,
        MeasurementType = software.MeasurementType,
        Version = software.Version,
        SignerId = software.SignerId,
        Digests = software.Digests,
    };

    /// <summary>Whether a component of a token is this software.</summary>
    /// <param name="implementationId">The token's implementation id.</param>
    /// <param name="component">The component.</param>
    public bool Matches(ReadOnlyMemory<byte>? implementationId, SoftwareComponent component) =>
        IsSame(ImplementationId, implementationId)
        && IsSame(SignerId, component.SignerId)
        && (MeasurementType is null || MeasurementType == component.MeasurementType)
        && (Version is null || Version == component.Version)
        && component.MeasurementValue is { } measured && Digests.Any(d => d.Span.SequenceEqual(measured.Span));

    private static bool IsSame(ReadOnlyMemory<byte>? wanted, ReadOnlyMemory<byte>? found) =>
        wanted is not { } bytes || (found is { } other && bytes.Span.SequenceEqual(other.Span));
}
