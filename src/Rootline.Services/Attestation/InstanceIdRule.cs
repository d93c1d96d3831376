namespace Rootline.Services.Attestation;

/// <summary>What of an asymmetric attestation key is hashed into the instance id. Source: psa-attestation section 3.5.</summary>
public enum InstanceIdRule
{
    /// <summary>The uncompressed point: TF-M up to 2.1.</summary>
    Point,

    /// <summary>The key as COSE_Key: TF-M from 2.2.</summary>
    CoseKey,
}
