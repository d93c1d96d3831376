using Rootline.Core.Faults;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Psa;
using Rootline.Line.Nordic.Debug;
using Rootline.Line.Steps;

namespace Rootline.Line.Nordic.Retire;

/// <summary>
/// Puts a part out of use for ever: the one step from SECURED to DECOMMISSIONED. The part proves who it is before the step and what it is
/// after it, by its tokens. The state lies in the part alone: the same command may be run again at any time.
/// </summary>
/// <param name="socket">Where the part is.</param>
/// <param name="plan">Which part.</param>
/// <param name="clock">The station's clock.</param>
public sealed class NordicDecommission(INordicSocket socket, DecommissionPlan plan, TimeProvider clock)
{
    private readonly StepClock _steps = new(socket.Name, plan.Terms, clock);

    /// <summary>Enters DECOMMISSIONED, or sees that the part is there already.</summary>
    /// <exception cref="FaultException">
    /// <see cref="NordicLineFaults.OtherPart"/>, <see cref="NordicLineFaults.NotToRetire"/>, <see cref="NordicLineFaults.Token"/>: nothing was changed;
    /// <see cref="NordicLineFaults.NotRetired"/>: it may have been.
    /// </exception>
    public DecommissionResult EnterForEver()
    {
        var boot = new NordicBoot(socket, _steps, clock, new(plan.Patience, plan.Terms.Cancellation));
        var seen = _steps.Run("1 look", Look);
        byte[] first = _steps.Run("2 boot and take a token", () => boot.TakeToken(static _ => false))
            ?? throw NordicLineFaults.NotToRetire.Exception($"{plan.Device}: no token came in {plan.Patience.TotalSeconds:0} s; the last line was \"{boot.LastLine}\"");
        var state = plan.Judge(first).OrThrow($"{socket.Name}: the token");
        if (state == SecurityLifecycle.Decommissioned)
            return new(first, WasBefore: true);
        if (state != SecurityLifecycle.Secured)
            throw NordicLineFaults.NotToRetire.Exception($"{plan.Device} is in {state.Name()}");
        byte[]? said = _steps.RunInOnePiece("3 enter DECOMMISSIONED for ever", () => EnterForEver(seen, boot));
        byte[] last = said ?? _steps.RunInOnePiece("4 boot and take a token", () => boot.TakeToken(static _ => false))
            ?? throw NordicLineFaults.NotRetired.Exception($"{plan.Device}: no token came afterwards; the last line was \"{boot.LastLine}\"");
        if (!plan.Judge(last).Try(out state, out var fault))
            throw NordicLineFaults.NotRetired.Exception($"{plan.Device}: {fault.What}");
        return state == SecurityLifecycle.Decommissioned
            ? new(last, WasBefore: false)
            : throw NordicLineFaults.NotRetired.Exception($"{plan.Device}: its token still says {state.Name()}; the last line was \"{boot.LastLine}\"");
    }

    private NordicSnapshot? Look()
    {
        using var debugger = socket.OpenDebugger(NordicCoreName.Application);
        var seen = NordicSurvey.Take(debugger, plan.Target);
        if (seen is not null && seen.DeviceId != plan.Device)
            throw NordicLineFaults.OtherPart.Exception($"{socket.Name}: {plan.Device} is to be put out of use, {seen.DeviceId} is there");
        return seen;
    }

    // Where the port is open the word itself is written; where it is closed nobody but the part's own firmware can do it.
    private byte[]? EnterForEver(NordicSnapshot? seen, NordicBoot boot)
    {
        if (seen is null)
            return boot.Ask(plan.Request);
        int at = plan.Target.Layout.OffsetOf(NordicLifecycle.Decommissioned);
        using var debugger = socket.OpenDebugger(NordicCoreName.Application);
        debugger.BurnWord(plan.Target.ProvisionAddress + (uint)(at & ~3), at % 4 == 0 ? 0xFFFF0000 : UicrMap.Erased >> 16);
        return null;
    }
}
