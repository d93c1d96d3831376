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

    /// <summary>The most digits of a public key: RSA-4096 has 1100.</summary>
    public const int PublicKey = 2048;

    /// <summary>The most digits of a token: those of 4 KiB.</summary>
    public const int Token = 8192;

    /// <summary>The longest card id, operator or lot in characters.</summary>
    public const int Text = 128;
}
