using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Ledger.Sqlite;

namespace Rootline.Ledger.Station;

/// <summary>The journal of runs.</summary>
internal sealed class RunTable(SqliteConnection database, TimeProvider time)
{
    public long Insert(string scheme, string chip, string cardId)
    {
        long now = Now();
        using var statement = database.Prepare(
            "INSERT INTO rootline_runs (scheme, chip, state, card_id, started_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
        statement.Bind(1, scheme).Bind(2, chip).Bind(3, RunRow.Name(RunState.Started)).Bind(4, cardId).Bind(5, now).Bind(6, now).Step();
        long id = statement.Number(0);
        statement.Run();
        return id;
    }

    public Run Get(long id)
    {
        using var statement = database.Prepare(RunRow.Select + " WHERE id = ?");
        return statement.Bind(1, id).Step()
            ? RunRow.Read(statement, database.Path)
            : throw CoreFaults.Defect.Exception($"{database.Path} has no run {id}");
    }

    public IReadOnlyList<Run> Open()
    {
        using var statement = database.Prepare(RunRow.SelectOpen);
        return Read(statement);
    }

    public uint? LastLostUnit()
    {
        using var statement = database.Prepare(RunRow.SelectLastLost);
        return statement.Step() ? RunRow.Unit(statement.NumberOrNull(0), database.Path) : null;
    }

    public IReadOnlyList<Run> Of(string chip)
    {
        using var statement = database.Prepare(RunRow.Select + " WHERE chip = ? ORDER BY id");
        return Read(statement.Bind(1, chip));
    }

    /// <summary>Moves a run on; what it already holds stays.</summary>
    /// <exception cref="FaultException">The state it is in does not allow it (<see cref="LedgerFaults.Transition"/>).</exception>
    public void Move(Run next)
    {
        var run = Get(next.Id);
        var now = run.State;
        if (!RunTransitions.Allow(now, next.State, ProvisioningScheme.HasCard(run.Scheme)))
            throw LedgerFaults.Transition.Exception($"run {next.Id} is {RunRow.Name(now)} and cannot become {RunRow.Name(next.State)}");
        using var statement = database.Prepare(
            "UPDATE rootline_runs SET state = ?2, challenge = coalesce(challenge, ?3), response = coalesce(response, ?4), "
            + "answer = coalesce(answer, ?5), nxp_row = coalesce(nxp_row, ?6), updated_ms = ?7, note = coalesce(?8, note), "
            + "refusal = coalesce(?9, refusal), lost_unit = coalesce(lost_unit, ?10) WHERE id = ?1");
        statement.Bind(1, next.Id).Bind(2, RunRow.Name(next.State)).Bind(3, next.Challenge).Bind(4, next.Response);
        statement.Bind(5, next.Answer).Bind(6, next.NxpRow).Bind(7, Now()).Bind(8, next.Note);
        statement.Bind(9, next.Refusal).Bind(10, next.LostUnit).Run();
    }

    private List<Run> Read(SqliteStatement statement)
    {
        List<Run> runs = [];
        while (statement.Step())
            runs.Add(RunRow.Read(statement, database.Path));
        return runs;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
