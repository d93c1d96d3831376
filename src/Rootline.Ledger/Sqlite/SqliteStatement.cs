using System.Runtime.InteropServices;
using System.Text;

namespace Rootline.Ledger.Sqlite;

/// <summary>
/// A prepared statement: bind, step, read columns. Parameters count from 1, columns from 0, as in SQLite's own interface.
/// </summary>
public sealed class SqliteStatement : IDisposable
{
    // SQLITE_TRANSIENT: SQLite makes a copy of its own.
    private const nint Copied = -1;

    private readonly SqliteConnection _connection;
    private readonly StatementHandle _handle;

    internal SqliteStatement(SqliteConnection connection, StatementHandle handle) => (_connection, _handle) = (connection, handle);

    /// <summary>Binds a number, or NULL.</summary>
    /// <param name="index">The parameter, from 1.</param>
    /// <param name="value">The number.</param>
    public SqliteStatement Bind(int index, long? value)
    {
        _connection.Demand(value is { } number
            ? NativeMethods.BindInt64(_handle, index, number)
            : NativeMethods.BindNull(_handle, index));
        return this;
    }

    /// <summary>Binds a text, or NULL.</summary>
    /// <param name="index">The parameter, from 1.</param>
    /// <param name="value">The text.</param>
    public unsafe SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
            return Bind(index, (long?)null);
        byte[] text = Encoding.UTF8.GetBytes(value + "\0");
        fixed (byte* pointer = text)
            _connection.Demand(NativeMethods.BindText(_handle, index, pointer, text.Length - 1, Copied));
        return this;
    }

    /// <summary>Binds bytes, or NULL.</summary>
    /// <param name="index">The parameter, from 1.</param>
    /// <param name="value">The bytes.</param>
    public unsafe SqliteStatement Bind(int index, byte[]? value)
    {
        if (value is null)
            return Bind(index, (long?)null);
        // An empty blob needs a pointer too: a null pointer would bind NULL.
        byte nothing = 0;
        fixed (byte* pointer = value)
            _connection.Demand(NativeMethods.BindBlob(_handle, index, value.Length == 0 ? &nothing : pointer, value.Length, Copied));
        return this;
    }

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False at the end.</returns>
    public bool Step()
    {
        int result = NativeMethods.Step(_handle);
        _connection.Demand(result);
        return result == ResultCode.Row;
    }

    /// <summary>Runs to the end and makes the statement ready for other values.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        _connection.Demand(NativeMethods.Reset(_handle));
    }

    /// <summary>How the value of a column is stored.</summary>
    /// <param name="column">The column, from 0.</param>
    public SqliteType Type(int column) => (SqliteType)NativeMethods.ColumnType(_handle, column);

    /// <summary>A number.</summary>
    /// <param name="column">The column, from 0.</param>
    public long Number(int column) => NativeMethods.ColumnInt64(_handle, column);

    /// <summary>A number, or null for NULL.</summary>
    /// <param name="column">The column, from 0.</param>
    public long? NumberOrNull(int column) => Type(column) == SqliteType.Null ? null : Number(column);

    /// <summary>A text, or null for NULL.</summary>
    /// <param name="column">The column, from 0.</param>
    public unsafe string? Text(int column)
    {
        byte* text = NativeMethods.ColumnText(_handle, column);
        return text is null ? null : Marshal.PtrToStringUTF8((nint)text, NativeMethods.ColumnBytes(_handle, column));
    }

    /// <summary>A copy of the bytes of a blob or a text, or null for NULL.</summary>
    /// <param name="column">The column, from 0.</param>
    public unsafe byte[]? Blob(int column)
    {
        // A null pointer stands for NULL and for an empty blob; only then the type is worth a call.
        byte* bytes = NativeMethods.ColumnBlob(_handle, column);
        if (bytes is null)
            return Type(column) == SqliteType.Null ? null : [];
        return new ReadOnlySpan<byte>(bytes, NativeMethods.ColumnBytes(_handle, column)).ToArray();
    }

    /// <summary>Ends the statement.</summary>
    public void Dispose() => _handle.Dispose();
}
