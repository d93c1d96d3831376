using Rootline.Ledger.Station;

namespace Rootline.Line.Tfm.Recovery;

/// <summary>One cell of the recovery table.</summary>
/// <param name="State">The bundle's last run in the journal; null when there is none (or only abandoned ones).</param>
/// <param name="Finding">What the device is found to be.</param>
/// <param name="Action">What the station does.</param>
/// <param name="Verdict">What must have happened, for the operator and for docs/tfm.md.</param>
public sealed record TfmRecoveryRow(RunState? State, TfmFinding Finding, TfmAction Action, string Verdict);
