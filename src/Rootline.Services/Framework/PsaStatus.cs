namespace Rootline.Services.Framework;

/// <summary>What a service answers: 0, or a negative number. Source: psa-ffm-ipc section 2, psa-attestation section 1.</summary>
public enum PsaStatus
{
    /// <summary>Done.</summary>
    Success = 0,

    /// <summary>The caller broke the rules of messages: more than four vectors, or more written than a vector holds.</summary>
    ProgrammerError = -129,

    /// <summary>Something failed that has no code of its own, such as a claim that cannot be had.</summary>
    GenericError = -132,

    /// <summary>The service has no such function.</summary>
    NotSupported = -134,

    /// <summary>An argument is not one that is allowed.</summary>
    InvalidArgument = -135,

    /// <summary>The caller's buffer is too short.</summary>
    BufferTooSmall = -138,

    /// <summary>The service did not come up.</summary>
    ServiceFailure = -144,
}
