using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>What a relying party wants of a device. Whatever is empty allows everything that the rules allow.</summary>
public sealed record TokenPolicy
{
    /// <summary>Profiles that are taken.</summary>
    public IReadOnlyList<PsaProfile> Profiles { get; init; } = [];

    /// <summary>Algorithms that are taken.</summary>
    public IReadOnlyList<CoseAlgorithm> Algorithms { get; init; } = [];

    /// <summary>Lifecycle states that are trusted; a state that the standard does not trust stays untrusted.</summary>
    public IReadOnlyList<SecurityLifecycle> Lifecycles { get; init; } = [];

    /// <summary>Implementation ids, 32 bytes each.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ImplementationIds { get; init; } = [];

    /// <summary>Client ids.</summary>
    public IReadOnlyList<long> ClientIds { get; init; } = [];

    /// <summary>Certification references.</summary>
    public IReadOnlyList<string> CertificationReferences { get; init; } = [];

    /// <summary>Reference values: when there is one, every software component of a token must match one.</summary>
    public IReadOnlyList<ReferenceValue> References { get; init; } = [];
}
