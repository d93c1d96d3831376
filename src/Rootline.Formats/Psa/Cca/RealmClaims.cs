namespace Rootline.Formats.Psa.Cca;

/// <summary>The claims of a realm token; null where a claim is not there. Source: psa-attestation section 10.</summary>
public sealed record RealmClaims
{
    /// <summary>Profile; none in tokens of the legacy kind.</summary>
    public string? Profile { get; init; }

    /// <summary>Challenge, 64 bytes.</summary>
    public ReadOnlyMemory<byte>? Challenge { get; init; }

    /// <summary>Personalisation value, 64 bytes.</summary>
    public ReadOnlyMemory<byte>? Personalisation { get; init; }

    /// <summary>Name of the hash algorithm of the measurements.</summary>
    public string? HashAlgorithm { get; init; }

    /// <summary>The realm's public key as the claim has it: COSE_Key, or 04‖X‖Y in tokens of the legacy kind.</summary>
    public ReadOnlyMemory<byte>? PublicKey { get; init; }

    /// <summary>Name of the hash algorithm of the platform's nonce.</summary>
    public string? PublicKeyHashAlgorithm { get; init; }

    /// <summary>Initial measurement, 32, 48 or 64 bytes.</summary>
    public ReadOnlyMemory<byte>? InitialMeasurement { get; init; }

    /// <summary>Extensible measurements: four of 32, 48 or 64 bytes.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? ExtensibleMeasurements { get; init; }
}
