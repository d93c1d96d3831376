namespace Rootline.Formats.Tfm;

/// <summary>What a function of a TF-M platform answers; the numbers are TF-M's. Source: tfm-provisioning section 1.3.</summary>
public enum PlatformError
{
    /// <summary>Done.</summary>
    Success = 0,

    /// <summary>Something below failed, or memory is not what it must be.</summary>
    SystemError = 0x3A5C,

    /// <summary>A counter has no higher value.</summary>
    MaxValue = 0x55A3,

    /// <summary>A length or a value that is refused, for example a set bit that would have to be cleared.</summary>
    InvalidInput = 0xA3C5,

    /// <summary>The platform has no such element or function.</summary>
    Unsupported = 0xC35A,

    /// <summary>Not in this state or not for this caller; TF-M 1.7 and later.</summary>
    NotPermitted = 0xC5A3,

    /// <summary>Memory was changed from outside; only the newest TF-M.</summary>
    CorruptionDetected = 0xCA35,
}
