using System.Runtime.InteropServices;

namespace Rootline.Ledger.Sqlite;

/// <summary>Owns a connection of SQLite; statements that are still open keep it alive inside SQLite.</summary>
internal sealed class DatabaseHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeMethods.Close(handle) == 0;
}
