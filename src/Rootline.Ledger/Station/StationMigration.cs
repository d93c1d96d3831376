using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>Brings a station's file of an earlier schema to the present one, in one transaction.</summary>
internal static class StationMigration
{
    /// <summary>Version 1 told the counter of a lost unit in the run's note alone, always in these words.</summary>
    public const string LostUnitOfNote =
        "CASE WHEN state = 'spent' AND nxp_row IS NULL AND note LIKE 'the card counted unit %' "
        + "THEN CAST(substr(note, length('the card counted unit ') + 1) AS integer) END";

    // Version 1 said "answered" also of a run whose answer may have gone to the chip.
    private static readonly string[] ToVersion2 =
    [
        "ALTER TABLE rootline_runs ADD COLUMN refusal text",
        "ALTER TABLE rootline_runs ADD COLUMN lost_unit integer",
        $"UPDATE rootline_runs SET lost_unit = {LostUnitOfNote}",
        "UPDATE rootline_runs SET state = 'delivering' WHERE state = 'answered'",
        StationSchema.CreateOpenRuns,
        StationSchema.CreateLostUnits,
        "UPDATE rootline_schema SET version = 2",
    ];

    public static void FromVersion1(SqliteConnection database) => database.Transact(() =>
    {
        foreach (string step in ToVersion2)
            database.Execute(step);
    });
}
