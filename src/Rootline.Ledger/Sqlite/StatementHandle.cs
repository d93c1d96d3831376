using System.Runtime.InteropServices;

namespace Rootline.Ledger.Sqlite;

/// <summary>Owns a prepared statement of SQLite.</summary>
internal sealed class StatementHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    // The result repeats the last step's error, which was reported then.
    protected override bool ReleaseHandle()
    {
        _ = NativeMethods.Finalize(handle);
        return true;
    }
}
