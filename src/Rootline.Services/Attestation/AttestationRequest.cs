namespace Rootline.Services.Attestation;

/// <summary>Functions and sizes of the attestation service as messages carry them. Sources: psa-ffm-ipc section 7.2, psa-attestation section 1.</summary>
public static class AttestationRequest
{
    /// <summary>Service id (SID).</summary>
    public const uint ServiceId = 0x20;

    /// <summary>Handle of the stateless service.</summary>
    public const uint Handle = 0x40000103;

    /// <summary>Gets a token: challenge in, token out.</summary>
    public const int GetToken = 1001;

    /// <summary>Gets a token's length: length of the challenge (u32) in, length of the token (u32) out.</summary>
    public const int GetTokenSize = 1002;

    /// <summary>The longest challenge in bytes.</summary>
    public const int LongestChallenge = 64;

    /// <summary>Whether a challenge may have a length.</summary>
    /// <param name="length">Bytes.</param>
    public static bool IsChallengeLength(long length) => length is 32 or 48 or LongestChallenge;
}
