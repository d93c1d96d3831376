using Rootline.Ledger.Station;

namespace Rootline.Proof.Reconciliation;

/// <summary>An open run that no known unit belongs to.</summary>
/// <param name="Run">The run.</param>
/// <param name="MayHoldUnit">Whether the card may have counted a unit for it, which only the card knows.</param>
/// <param name="Next">The command that goes on with it.</param>
public sealed record IdleRun(Run Run, bool MayHoldUnit, string Next);
