namespace Rootline.Formats.Nxp.Log;

/// <summary>Sizes and named limits of the audit log (the original's schema, version 2).</summary>
public static class AuditLimits
{
    /// <summary>OEM certificates a row has columns for; the card's hash covers more, but such a record can never be verified.</summary>
    public const int OemCertificates = 4;

    /// <summary>The production counter: 4 bytes big-endian.</summary>
    public const int CounterLength = 4;

    /// <summary>A hash: 32 bytes (SHA-256).</summary>
    public const int HashLength = 32;

    /// <summary>The longest value of a column in bytes: a forged log must not fill the memory of whoever verifies it.</summary>
    public const int ColumnLength = 64 * 1024;

    /// <summary>The most missing counters or rows that a fault text spells out, so that a forged counter makes no endless text.</summary>
    public const int NamedOneByOne = 8;
}
