using Rootline.Core.Secrets;

namespace Rootline.Formats.Psa.Store;

/// <summary>A device whose attestation key is known, or that was revoked. Its owner disposes it: it may hold a secret.</summary>
/// <param name="InstanceId">33 bytes.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER; empty where the key is symmetric or not known.</param>
public sealed record KnownDevice(ReadOnlyMemory<byte> InstanceId, ReadOnlyMemory<byte> PublicKey) : IDisposable
{
    /// <summary>The symmetric key, 16 to 128 bytes; null where there is none. It belongs to this record.</summary>
    public Secret? MacKey { get; init; }

    /// <summary>The implementation id that it attested when its key was stored, 32 bytes; null when none is known.</summary>
    public ReadOnlyMemory<byte>? ImplementationId { get; init; }

    /// <summary>Where the key came from.</summary>
    public required KeyOrigin Origin { get; init; }

    /// <summary>SHA-256 of the token by which it was stored; zeros where there was none.</summary>
    public required ReadOnlyMemory<byte> Token { get; init; }

    /// <summary>When, to the millisecond, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When and why it was revoked; null while it is not.</summary>
    public Revocation? Revoked { get; init; }

    /// <summary>Whether another entry has the same key.</summary>
    /// <param name="other">The other.</param>
    public bool HasKeyOf(KnownDevice other) => PublicKey.Span.SequenceEqual(other.PublicKey.Span)
        && (MacKey is { } key ? other.MacKey is { } another && key.FixedTimeEquals(another.Span) : other.MacKey is null);

    /// <summary>Wipes the symmetric key.</summary>
    public void Dispose() => MacKey?.Dispose();
}
