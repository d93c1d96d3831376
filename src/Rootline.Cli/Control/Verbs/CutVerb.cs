using System.Text.Json;
using Rootline.Core.Power;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>cut</c> with <c>at</c> (0 is the next flash operation; of a chip without power the first one of its start), <c>moment</c>
/// (before, torn, after; before when it is missing) and <c>outcome</c> (which torn outcome, from 0); or with <c>off</c>: true,
/// which takes a cut back. Answers with the state.
/// </summary>
internal sealed class CutVerb : IControlVerb
{
    private const int MostAhead = 1_000_000;
    private const int MostOutcomes = 1_000;

    /// <inheritdoc/>
    public string Name => "cut";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["at", "moment", "outcome", "off"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        bench.Chip.Arm(Read(request));
        StateVerb.Write(answer, bench.Chip.State());
    }

    private static Cut? Read(ControlRequest request)
    {
        if (request.Bool("off", false))
        {
            return request.Has("at") || request.Has("moment") || request.Has("outcome")
                ? throw ControlFaults.Request.Exception("cut takes a cut back, or says where one falls, not both")
                : null;
        }

        var moment = request.Has("moment") ? (CutMoment)Array.IndexOf(CutWords.Moments, request.Choice("moment", CutWords.Moments)) : CutMoment.Before;
        if (request.Has("outcome") && moment != CutMoment.Torn)
            throw ControlFaults.Request.Exception("cut has an outcome when its moment is torn");
        return new Cut((int)request.Number("at", 0, MostAhead), moment, (int)request.Number("outcome", 0, MostOutcomes, 0));
    }
}
