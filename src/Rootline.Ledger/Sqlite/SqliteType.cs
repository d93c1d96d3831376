namespace Rootline.Ledger.Sqlite;

/// <summary>SQLite's five storage classes, with its own numbers.</summary>
public enum SqliteType
{
    /// <summary>A whole number of up to 8 bytes.</summary>
    WholeNumber = 1,

    /// <summary>A floating-point number.</summary>
    RealNumber = 2,

    /// <summary>Text, UTF-8.</summary>
    Text = 3,

    /// <summary>Bytes.</summary>
    Blob = 4,

    /// <summary>No value.</summary>
    Null = 5,
}
