namespace Rootline.Formats.Records;

/// <summary>Named limits of device records: a record from elsewhere must not fill the memory of whoever reads it.</summary>
public static class DeviceRecordLimits
{
    /// <summary>The longest record in bytes.</summary>
    public const int Length = 64 * 1024;

    /// <summary>The most digests, and the most steps.</summary>
    public const int Items = 64;

    /// <summary>The longest name of a digest or a step in characters.</summary>
    public const int Name = 64;

    /// <summary>The longest card id, operator or lot in characters.</summary>
    public const int Text = 128;
}
