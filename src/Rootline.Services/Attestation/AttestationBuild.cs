using Rootline.Formats.Psa;

namespace Rootline.Services.Attestation;

/// <summary>What the attestation service is told when it is built. Sources: psa-attestation sections 2 and 3, tfm-provisioning section 9.3.</summary>
public sealed record AttestationBuild
{
    /// <summary>The profile: keys of the claims, and the profile claim where the platform says no other.</summary>
    public PsaProfile Profile { get; init; } = PsaProfile.IotProfile1;

    /// <summary>Whether the profile claim is read from the platform first: TF-M up to 2.2.0.</summary>
    public bool ReadsProfile { get; init; }

    /// <summary>What of the public key is hashed into the instance id.</summary>
    public InstanceIdRule InstanceId { get; init; } = InstanceIdRule.CoseKey;

    /// <summary>What the boot seed is.</summary>
    public BootSeedRule BootSeed { get; init; }

    /// <summary>Whether verification service and certification reference are told.</summary>
    public bool IncludesOptionalClaims { get; init; } = true;

    /// <summary>Whether the unprotected header names the key.</summary>
    public bool IncludesKeyId { get; init; }

    /// <summary>A build of TF-M 1.7 to 2.1.</summary>
    /// <param name="profile">The profile.</param>
    public static AttestationBuild Tfm17(PsaProfile profile) => new() { Profile = profile, ReadsProfile = true, InstanceId = InstanceIdRule.Point };

    /// <summary>A build of TF-M 2.2.2 and later.</summary>
    /// <param name="profile">The profile.</param>
    public static AttestationBuild Tfm22(PsaProfile profile) => new() { Profile = profile };
}
