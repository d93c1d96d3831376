namespace Rootline.Formats.Nxp.Log;

/// <summary>Named limits of waivers: a file from elsewhere must not fill the memory or the report of whoever reads it.</summary>
public static class WaiverLimits
{
    /// <summary>The longest file in bytes.</summary>
    public const int Length = 8 * 1024;

    /// <summary>The longest reason in characters.</summary>
    public const int Reason = 512;

    /// <summary>The longest card id or name in characters.</summary>
    public const int Name = 128;

    /// <summary>The most waivers that a verification takes.</summary>
    public const int Waivers = 1024;
}
