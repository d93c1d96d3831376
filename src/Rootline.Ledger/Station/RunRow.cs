using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>A row of the journal as it is stored.</summary>
internal static class RunRow
{
    private const string Columns = "id, scheme, chip, state, card_id, challenge, response, answer, nxp_row, started_ms, updated_ms, note";

    public const string Select = $"SELECT {Columns}, refusal, lost_unit FROM rootline_runs";

    /// <summary>What a run must be for the index of open runs, word for word: SQLite uses the index for these words alone.</summary>
    public const string IsOpen = "state NOT IN ('done', 'spent', 'abandoned')";

    public const string SelectLastLost = "SELECT lost_unit FROM rootline_runs WHERE lost_unit IS NOT NULL ORDER BY lost_unit DESC LIMIT 1";

    public const string SelectOpen = $"{Select} WHERE {IsOpen} ORDER BY id";

    /// <summary>The rows without their three containers.</summary>
    public const string SelectLight = $"SELECT id, scheme, chip, state, {LightColumns}, refusal, lost_unit FROM rootline_runs";

    /// <summary>As <see cref="SelectLight"/> of a journal of version 1, as <see cref="StationMigration"/> would have left it.</summary>
    public const string SelectLightVersion1 = "SELECT id, scheme, chip, CASE state WHEN 'answered' THEN 'delivering' ELSE state END, "
        + $"{LightColumns}, NULL, {StationMigration.LostUnitOfNote} FROM rootline_runs";

    private const string LightColumns = "card_id, NULL, NULL, NULL, nxp_row, started_ms, updated_ms, note";

    public static string Name(RunState state) => state switch
    {
        RunState.Started => "started",
        RunState.Proved => "proved",
        RunState.Answered => "answered",
        RunState.Delivering => "delivering",
        RunState.Delivered => "delivered",
        RunState.Done => "done",
        RunState.Spent => "spent",
        _ => "abandoned",
    };

    public static Run Read(SqliteStatement statement, string path) => new()
    {
        Id = statement.Number(0),
        Scheme = statement.Text(1)!,
        Chip = statement.Text(2)!,
        State = State(statement.Text(3)!, path),
        CardId = statement.Text(4)!,
        Challenge = statement.Blob(5),
        Response = statement.Blob(6),
        Answer = statement.Blob(7),
        NxpRow = statement.NumberOrNull(8),
        Started = DateTimeOffset.FromUnixTimeMilliseconds(statement.Number(9)),
        Updated = DateTimeOffset.FromUnixTimeMilliseconds(statement.Number(10)),
        Note = statement.Text(11),
        Refusal = statement.Text(12),
        LostUnit = Unit(statement.NumberOrNull(13), path),
    };

    public static uint? Unit(long? number, string path) => number switch
    {
        null => null,
        >= 0 and <= uint.MaxValue => (uint)number,
        _ => throw SqliteFaults.Corrupt.Exception($"{path}: a run names unit {number}, which no card can count"),
    };

    private static RunState State(string name, string path)
    {
        foreach (var state in Enum.GetValues<RunState>())
        {
            if (Name(state) == name)
                return state;
        }

        throw SqliteFaults.Corrupt.Exception($"{path}: a run is in the state {name}, which does not exist");
    }
}
