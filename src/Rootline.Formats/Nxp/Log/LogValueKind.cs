namespace Rootline.Formats.Nxp.Log;

/// <summary>How SQLite stores a value, which need not be how the schema says it should.</summary>
public enum LogValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A floating-point number.</summary>
    RealNumber,

    /// <summary>Text, UTF-8.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Blob,
}
