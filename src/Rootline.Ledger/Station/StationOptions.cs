using Rootline.Core.Crypto;
using Rootline.Core.Disks;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>What a station's ledger needs to know besides its path and its card.</summary>
public sealed record StationOptions
{
    /// <summary>The disk the ledger lies on: for its lock and its first look at the file.</summary>
    public required IDisk Disk { get; init; }

    /// <summary>The file system under SQLite, or null for the operating system's.</summary>
    public SqliteVfs? Vfs { get; init; }

    /// <summary>Who works at the station, for device records.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The production lot, for device records.</summary>
    public string Lot { get; init; } = "";

    /// <summary>The station's key, which signs the device records; null where they are not signed. It stays the caller's.</summary>
    public ISigner? RecordSigner { get; init; }

    /// <summary>Where an empty log begins: for a card whose first records lie in another ledger.</summary>
    public LogBeginning Beginning { get; init; } = LogBeginning.Whole;

    /// <summary>How long a commit waits for a reader of the file.</summary>
    public TimeSpan BusyWait { get; init; } = TimeSpan.FromSeconds(30);
}
