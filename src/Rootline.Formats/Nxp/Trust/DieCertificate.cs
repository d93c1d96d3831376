using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Container;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>
/// A chip's identity: a container signed by NXP_PROD. Version 0 holds one key (200 bytes), version 1 also an attestation key
/// (272 bytes). Source: nxp-trust-provisioning section 2.
/// </summary>
public sealed class DieCertificate
{
    /// <summary>Length of ECID and UUID in bytes.</summary>
    public const int IdLength = 16;

    private readonly TpContainer _container;

    private DieCertificate(TpContainer container, ReadOnlyMemory<byte> idKey, ReadOnlyMemory<byte>? attestationKey, DieIdentity identity) =>
        (_container, IdKey, AttestationKey, Identity) = (container, idKey, attestationKey, identity);

    /// <summary>Certificate version: 0 or 1.</summary>
    public int Version => AttestationKey is null ? 0 : 1;

    /// <summary>NXP_DIE_ID_AUTH_PUK, X‖Y, 64 bytes.</summary>
    public ReadOnlyMemory<byte> IdKey { get; }

    /// <summary>NXP_DIE_ATTEST_AUTH_PUK, X‖Y, 64 bytes; version 1 only.</summary>
    public ReadOnlyMemory<byte>? AttestationKey { get; }

    /// <summary>The chip's numbers.</summary>
    public DieIdentity Identity { get; }

    /// <summary>The container's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _container.Bytes;

    /// <summary>Reads a certificate; its signature is checked by <see cref="IsSignedBy(P256PublicKey)"/>.</summary>
    /// <param name="bytes">The container, nothing after it.</param>
    public static Parsed<DieCertificate> Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!TpContainer.Parse(bytes).Try(out var container, out var fault))
            return fault;
        var types = container.Entries.Select(e => e.Type).ToList();
        bool withAttestation = types.Count == 4;
        PayloadType[] expected = withAttestation
            ? [PayloadType.DieIdKey, PayloadType.DieAttestationKey, PayloadType.DieEcid, PayloadType.DieUuid]
            : [PayloadType.DieIdKey, PayloadType.DieEcid, PayloadType.DieUuid];
        if (!types.SequenceEqual(expected) || container.Authentication?.Type != AuthenticationType.Ecdsa256)
            return TrustFaults.Form.Fault("the container's entries are not those of a DIE certificate");
        if (container.Entries.Any(e => e.Extra != 0 || e.Destination is not null || e.Payload.Length != LengthOf(e.Type)))
            return TrustFaults.Form.Fault("an entry of the DIE certificate has a wrong length, extra field or destination");
        var identity = new DieIdentity(container.Entries[^2].Payload, container.Entries[^1].Payload);
        ReadOnlyMemory<byte>? attestation = withAttestation ? container.Entries[1].Payload : default(ReadOnlyMemory<byte>?);
        return new DieCertificate(container, container.Entries[0].Payload, attestation, identity);
    }

    /// <summary>Makes and signs a certificate.</summary>
    /// <param name="identity">The chip's numbers.</param>
    /// <param name="idKey">X‖Y, 64 bytes.</param>
    /// <param name="attestationKey">X‖Y, 64 bytes, for version 1; null or empty for version 0.</param>
    /// <param name="signer">The NXP_PROD key.</param>
    /// <param name="entropy">Decides how the nonce is made.</param>
    public static byte[] Issue(DieIdentity identity, ReadOnlyMemory<byte> idKey, ReadOnlyMemory<byte>? attestationKey, P256PrivateKey signer, EntropySource entropy)
    {
        var writer = new ContainerWriter().Add(PayloadType.DieIdKey, idKey);
        if (attestationKey is { IsEmpty: false } key)
            writer.Add(PayloadType.DieAttestationKey, key);
        return writer.Add(PayloadType.DieEcid, identity.Ecid).Add(PayloadType.DieUuid, identity.Uuid).Sign(signer, entropy);
    }

    /// <summary>The key that signs TP responses, X‖Y, 64 bytes.</summary>
    /// <param name="rule">Which of the two keys of a version 1 certificate it is.</param>
    public ReadOnlyMemory<byte> ResponseKey(ResponseKeyRule rule) => rule == ResponseKeyRule.Identity ? IdKey : AttestationKey ?? IdKey;

    /// <summary>Checks the signature.</summary>
    /// <param name="nxpProd">The family's NXP_PROD key.</param>
    public bool IsSignedBy(P256PublicKey nxpProd) => _container.IsSignedBy(nxpProd);

    /// <summary>Checks the signature with a verifier that is kept for many certificates.</summary>
    /// <param name="nxpProd">The family's NXP_PROD key.</param>
    public bool IsSignedBy(P256Verifier nxpProd) => _container.IsSignedBy(nxpProd);

    private static int LengthOf(PayloadType type) => type is PayloadType.DieEcid or PayloadType.DieUuid ? IdLength : P256.PublicLength;
}

/// <summary>A chip's numbers.</summary>
/// <param name="Ecid">NXP_DIE_ECID_ID_UID, 16 bytes.</param>
/// <param name="Uuid">NXP_DIE_RFC4122v4_ID_UUID, 16 bytes.</param>
public sealed record DieIdentity(ReadOnlyMemory<byte> Ecid, ReadOnlyMemory<byte> Uuid)
{
    /// <summary>The UUID as 32 lower-case hexadecimal digits: the chip's name everywhere in the product.</summary>
    public string Name => Convert.ToHexStringLower(Uuid.Span);
}
