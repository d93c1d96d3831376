using Rootline.Ledger.Station;
using Rootline.Line.Nxp.Chip;

namespace Rootline.Line.Nxp.Recovery;

/// <summary>One cell of the recovery table.</summary>
/// <param name="State">The chip's last run in the journal; null when there is none (or only abandoned ones).</param>
/// <param name="Finding">What the chip is found to be.</param>
/// <param name="Action">What the station does.</param>
/// <param name="Verdict">What must have happened, for the operator and for docs/recovery.md.</param>
public sealed record RecoveryRow(RunState? State, ChipFinding Finding, RecoveryAction Action, string Verdict);
