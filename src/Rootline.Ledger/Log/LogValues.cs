using System.Globalization;
using System.Text;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Log;

/// <summary>Values of a log's columns as they are stored, to and from SQLite.</summary>
internal static class LogValues
{
    public static LogValue Read(SqliteStatement statement, int column) => statement.Type(column) switch
    {
        SqliteType.Null => LogValue.Null,
        SqliteType.WholeNumber => new(LogValueKind.WholeNumber, statement.Blob(column)!),
        SqliteType.RealNumber => new(LogValueKind.RealNumber, statement.Blob(column)!),
        SqliteType.Text => new(LogValueKind.Text, statement.Blob(column)!),
        _ => LogValue.Blob(statement.Blob(column)!),
    };

    /// <summary>Binds a value with its storage class; a real number as text, which no audit log holds either.</summary>
    public static void Bind(SqliteStatement statement, int index, LogValue value)
    {
        switch (value.Kind)
        {
            case LogValueKind.Null:
                statement.Bind(index, (byte[]?)null);
                break;
            case LogValueKind.WholeNumber:
                statement.Bind(index, long.Parse(value.Bytes, CultureInfo.InvariantCulture));
                break;
            case LogValueKind.Blob:
                statement.Bind(index, value.Bytes);
                break;
            default:
                statement.Bind(index, Encoding.UTF8.GetString(value.Bytes));
                break;
        }
    }
}
