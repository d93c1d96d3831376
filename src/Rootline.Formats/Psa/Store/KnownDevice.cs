namespace Rootline.Formats.Psa.Store;

/// <summary>A device whose attestation key is known.</summary>
/// <param name="InstanceId">33 bytes.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER.</param>
public sealed record KnownDevice(ReadOnlyMemory<byte> InstanceId, ReadOnlyMemory<byte> PublicKey)
{
    /// <summary>The implementation id that it attested when its key was stored, 32 bytes; null when none is known.</summary>
    public ReadOnlyMemory<byte>? ImplementationId { get; init; }

    /// <summary>Where the key came from.</summary>
    public required KeyOrigin Origin { get; init; }

    /// <summary>SHA-256 of the token by which it was stored.</summary>
    public required ReadOnlyMemory<byte> Token { get; init; }

    /// <summary>When, to the millisecond, UTC.</summary>
    public required DateTimeOffset Time { get; init; }
}
