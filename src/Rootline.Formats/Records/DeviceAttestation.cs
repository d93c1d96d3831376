namespace Rootline.Formats.Records;

/// <summary>What a back-end needs to verify a device's attestation tokens later. Source: psa-attestation, tfm-provisioning 9.3.</summary>
public sealed record DeviceAttestation
{
    /// <summary>The instance id: 33 bytes as 66 lower-case hexadecimal digits, beginning with <c>01</c>.</summary>
    public required string InstanceId { get; init; }

    /// <summary>
    /// The public attestation key as SubjectPublicKeyInfo in DER, lower-case hexadecimal digits; null where the key is symmetric.
    /// </summary>
    public required string? PublicKey { get; init; }

    /// <summary>The implementation id: 32 bytes as 64 lower-case hexadecimal digits.</summary>
    public required string ImplementationId { get; init; }

    /// <summary>The token that the device gave at the station, lower-case hexadecimal digits; null where none was taken.</summary>
    public required string? Token { get; init; }
}
