namespace Rootline.Formats.Psa.Corim;

/// <summary>The attestation key of a device, of a CoRIM. Source: psa-attestation section 9.</summary>
/// <param name="ImplementationId">The class, 32 bytes.</param>
/// <param name="InstanceId">33 bytes.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER.</param>
public sealed record EndorsedKey(ReadOnlyMemory<byte> ImplementationId, ReadOnlyMemory<byte> InstanceId, ReadOnlyMemory<byte> PublicKey);
