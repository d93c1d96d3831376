namespace Rootline.Formats.Psa;

/// <summary>What belongs to each profile.</summary>
public static class PsaProfiles
{
    private static readonly PsaProfile[] All = Enum.GetValues<PsaProfile>();

    /// <summary>The profile claim's text.</summary>
    /// <param name="profile">The profile.</param>
    public static string Id(this PsaProfile profile) => profile switch
    {
        PsaProfile.IotProfile1 => "PSA_IOT_PROFILE_1",
        PsaProfile.Psa2Draft => "http://arm.com/psa/2.0.0",
        PsaProfile.Rfc9783 => "tag:psacertified.org,2023:psa#tfm",
        PsaProfile.CcaPlatform => "tag:arm.com,2023:cca_platform#1.0.0",
        _ => "http://arm.com/CCA-SSD/1.0.0",
    };

    /// <summary>The profile of a claim's text, or null when it is not known.</summary>
    /// <param name="id">The text.</param>
    public static PsaProfile? Find(string id)
    {
        foreach (var profile in All)
        {
            if (profile.Id() == id)
                return profile;
        }

        return null;
    }

    /// <summary>Whether it is a platform token of Arm CCA, which has no client id and no boot seed.</summary>
    /// <param name="profile">The profile.</param>
    public static bool IsCca(this PsaProfile profile) => profile is PsaProfile.CcaPlatform or PsaProfile.CcaPlatformLegacy;

    /// <summary>The keys of its claims.</summary>
    /// <param name="profile">The profile.</param>
    public static ClaimLabels Labels(this PsaProfile profile) => profile switch
    {
        PsaProfile.IotProfile1 => ClaimLabels.Profile1,
        PsaProfile.Psa2Draft => ClaimLabels.Draft,
        PsaProfile.Rfc9783 => ClaimLabels.Rfc9783,
        _ => ClaimLabels.Cca,
    };
}
