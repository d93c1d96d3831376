namespace Rootline.Formats.Nxp.Log;

/// <summary>A value of a column as it is stored.</summary>
/// <param name="Kind">How it is stored.</param>
/// <param name="Bytes">The bytes of a blob or a text (UTF-8); of a number its decimal digits; empty for none.</param>
public readonly record struct LogValue(LogValueKind Kind, byte[] Bytes)
{
    /// <summary>No value.</summary>
    public static readonly LogValue Null = new(LogValueKind.Null, []);

    /// <summary>True when there is no value.</summary>
    public bool IsNull => Kind == LogValueKind.Null;

    /// <summary>A blob.</summary>
    /// <param name="bytes">Its bytes.</param>
    public static LogValue Blob(byte[] bytes) => new(LogValueKind.Blob, bytes);
}
