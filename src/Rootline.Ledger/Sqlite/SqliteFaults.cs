using Rootline.Core.Faults;

namespace Rootline.Ledger.Sqlite;

/// <summary>Faults of SQLite files. A full disk is <see cref="Core.Disks.DiskFaults.Full"/>.</summary>
public static class SqliteFaults
{
    /// <summary>Another program holds the file.</summary>
    public static readonly FaultCode Locked = new(
        "database-locked", Party.Station, "another program holds the database", "end the other program or wait until it is done, then run the same command again");

    /// <summary>The file's pages contradict each other.</summary>
    public static readonly FaultCode Corrupt = new(
        "database-corrupt", Party.Station, "the database file is damaged", "keep the file as it is, copy it, and check the disk; recover the records from the copy or a backup");

    /// <summary>The file is not an SQLite file.</summary>
    public static readonly FaultCode NotADatabase = new(
        "database-foreign", Party.File, "the file is not an SQLite database", "check that the right file was named");

    /// <summary>The file cannot be opened.</summary>
    public static readonly FaultCode CannotOpen = new(
        "database-unopenable", Party.Station, "the database file cannot be opened", "check that its folder exists and who may read and write it");

    /// <summary>The file may not be written.</summary>
    public static readonly FaultCode ReadOnly = new(
        "database-read-only", Party.Station, "the database file may not be written", "check the owner and the mode of the file and of its folder");

    /// <summary>A transaction was cut off and its journal still lies beside the file.</summary>
    public static readonly FaultCode HotJournal = new(
        "database-hot-journal", Party.File, "a transaction was cut off and its journal lies beside the database", "run the station that wrote it once, which rolls the transaction back, then read it again");

    /// <summary>The file has a write-ahead log that is not folded back.</summary>
    public static readonly FaultCode WriteAheadLog = new(
        "database-wal", Party.File, "the database has a write-ahead log that is not folded back", "close the program that writes it, or have SQLite fold it back with: pragma journal_mode=delete");

    /// <summary>A value is longer than any of its kind.</summary>
    public static readonly FaultCode TooLong = new(
        "database-value-length", Party.File, "a value in the database is longer than any of its kind", "check that the right file was named");

    /// <summary>SQLite failed in another way.</summary>
    public static readonly FaultCode Failed = new(
        "database-failed", Party.Station, "the database failed", "check the disk; nothing more was written after the failure");

    /// <summary>The library is not installed.</summary>
    public static readonly FaultCode NotInstalled = new(
        "sqlite-missing", Party.Station, "the SQLite library is not installed", "install the Debian package libsqlite3-0");
}
