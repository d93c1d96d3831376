using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa;

/// <summary>
/// Writes the payload of a token byte for byte as TF-M does: preferred encoding, a definite map, the claims in its order. Claims that are
/// null or that the profile does not have are left out; whether one that must be there is missing is the caller's to know. Source:
/// psa-attestation section 3.7.
/// </summary>
public static class ClaimSetWriter
{
    /// <summary>Writes a claim set.</summary>
    /// <param name="profile">The profile, which decides keys and order. The profile claim is written as <see cref="TokenClaims.Profile"/> says.</param>
    /// <param name="claims">The claims; their software components in the order of a boot record.</param>
    public static byte[] Write(PsaProfile profile, TokenClaims claims) =>
        Write(profile, claims, claims.SoftwareComponents?.Select(c => (ReadOnlyMemory<byte>)c.ToBootRecord()).ToList());

    /// <summary>Writes a claim set whose software components are encoded already, as boot records are.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="claims">The claims; their own list of components is not looked at.</param>
    /// <param name="components">CBOR maps, one a component; null for no list.</param>
    public static byte[] Write(PsaProfile profile, TokenClaims claims, IReadOnlyList<ReadOnlyMemory<byte>>? components)
    {
        var map = new PayloadMap();
        var labels = profile.Labels();
        map.Add(labels.Nonce, claims.Nonce);
        map.Add(labels.BootSeed, claims.BootSeed);
        map.Add(labels.InstanceId, claims.InstanceId);
        map.Add(labels.ImplementationId, claims.ImplementationId);
        map.Add(labels.ClientId, claims.ClientId);
        map.Add(labels.Lifecycle, claims.Lifecycle);
        map.Add(labels.SoftwareComponents, components);
        map.Add(labels.NoSoftwareMeasurements, claims.NoSoftwareMeasurements);
        map.Add(labels.Profile, claims.Profile);
        map.Add(labels.HashAlgorithm, claims.HashAlgorithm);
        map.Add(labels.PlatformConfig, claims.PlatformConfig);
        map.Add(labels.VerificationService, claims.VerificationService);
        map.Add(labels.CertificationReference, claims.CertificationReference);
        return map.ToBytes();
    }

    // The count stands before the pairs, so that they are kept until it is known.
    private sealed class PayloadMap
    {
        private readonly CborWriter _pairs = new();
        private int _count;

        public void Add(long? key, long? value)
        {
            if (key is { } label && value is { } number)
                Key(label).Whole(number);
        }

        public void Add(long? key, string? value)
        {
            if (key is { } label && value is not null)
                Key(label).Text(value);
        }

        public void Add(long? key, ReadOnlyMemory<byte>? value)
        {
            if (key is { } label && value is { } bytes)
                Key(label).Bytes(bytes.Span);
        }

        public void Add(long key, IReadOnlyList<ReadOnlyMemory<byte>>? items)
        {
            if (items is null)
                return;
            Key(key).Array(items.Count);
            foreach (var item in items)
                _pairs.Raw(item.Span);
        }

        public byte[] ToBytes() => new CborWriter().Map(_count).Raw(_pairs.ToBytes()).ToBytes();

        private CborWriter Key(long label)
        {
            _count++;
            return _pairs.Whole(label);
        }
    }
}
