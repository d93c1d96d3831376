using Rootline.Core.Faults;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>The journal of runs.</summary>
internal sealed class RunTable(SqliteConnection database, TimeProvider time)
{
    private const string Select =
        "SELECT id, scheme, chip, state, card_id, challenge, response, answer, nxp_row, started_ms, updated_ms, note FROM rootline_runs";

    public long Insert(string scheme, string chip, string cardId)
    {
        long now = Now();
        using var statement = database.Prepare(
            "INSERT INTO rootline_runs (scheme, chip, state, card_id, started_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
        statement.Bind(1, scheme).Bind(2, chip).Bind(3, Name(RunState.Started)).Bind(4, cardId).Bind(5, now).Bind(6, now).Step();
        long id = statement.Number(0);
        statement.Run();
        return id;
    }

    public Run Get(long id)
    {
        using var statement = database.Prepare(Select + " WHERE id = ?");
        return statement.Bind(1, id).Step()
            ? Read(statement)
            : throw CoreFaults.Defect.Exception($"{database.Path} has no run {id}");
    }

    public IReadOnlyList<Run> Open() =>
        [.. Enumerable.Where(Enum.GetValues<RunState>(), s => !RunTransitions.IsFinal(s)).SelectMany(InState).OrderBy(r => r.Id)];

    public IReadOnlyList<Run> Of(string chip) => Query(Select + " WHERE chip = ? ORDER BY id", chip);

    /// <summary>Moves a run on; what it already holds stays.</summary>
    /// <exception cref="FaultException">The state it is in does not allow it (<see cref="LedgerFaults.Transition"/>).</exception>
    public void Move(Run next)
    {
        var now = Get(next.Id).State;
        if (!RunTransitions.Allow(now, next.State))
            throw LedgerFaults.Transition.Exception($"run {next.Id} is {Name(now)} and cannot become {Name(next.State)}");
        using var statement = database.Prepare(
            "UPDATE rootline_runs SET state = ?2, challenge = coalesce(challenge, ?3), response = coalesce(response, ?4), "
            + "answer = coalesce(answer, ?5), nxp_row = coalesce(nxp_row, ?6), updated_ms = ?7, note = coalesce(?8, note) WHERE id = ?1");
        statement.Bind(1, next.Id).Bind(2, Name(next.State)).Bind(3, next.Challenge).Bind(4, next.Response);
        statement.Bind(5, next.Answer).Bind(6, next.NxpRow).Bind(7, Now()).Bind(8, next.Note).Run();
    }

    public static string Name(RunState state) => state switch
    {
        RunState.Started => "started",
        RunState.Proved => "proved",
        RunState.Answered => "answered",
        RunState.Delivered => "delivered",
        RunState.Done => "done",
        RunState.Spent => "spent",
        _ => "abandoned",
    };

    private IReadOnlyList<Run> InState(RunState state) => Query(Select + " WHERE state = ? ORDER BY id", Name(state));

    private List<Run> Query(string sql, string value)
    {
        using var statement = database.Prepare(sql);
        statement.Bind(1, value);
        List<Run> runs = [];
        while (statement.Step())
            runs.Add(Read(statement));
        return runs;
    }

    private Run Read(SqliteStatement statement) => new()
    {
        Id = statement.Number(0),
        Scheme = statement.Text(1)!,
        Chip = statement.Text(2)!,
        State = State(statement.Text(3)!),
        CardId = statement.Text(4)!,
        Challenge = statement.Blob(5),
        Response = statement.Blob(6),
        Answer = statement.Blob(7),
        NxpRow = statement.NumberOrNull(8),
        Started = DateTimeOffset.FromUnixTimeMilliseconds(statement.Number(9)),
        Updated = DateTimeOffset.FromUnixTimeMilliseconds(statement.Number(10)),
        Note = statement.Text(11),
    };

    private RunState State(string name)
    {
        foreach (var state in Enum.GetValues<RunState>())
        {
            if (Name(state) == name)
                return state;
        }

        throw SqliteFaults.Corrupt.Exception($"{database.Path}: a run is in the state {name}, which does not exist");
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
