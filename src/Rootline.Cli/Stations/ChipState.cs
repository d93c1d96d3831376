using Rootline.Core.Power;

namespace Rootline.Cli.Stations;

/// <summary>What can be said of a chip with a power switch at one moment.</summary>
/// <param name="IsOn">Whether it has power.</param>
/// <param name="Life">How far it is on its way, in one word.</param>
/// <param name="RunsFirmware">Whether its firmware is up.</param>
/// <param name="Operations">Flash operations since it was opened, over all power-ons.</param>
/// <param name="SincePowerOn">Flash operations since the last power-on.</param>
/// <param name="Armed">The cut to come; its index counts from now. Null for none.</param>
/// <param name="LastCut">The last cut that fell, or null.</param>
internal sealed record ChipState(bool IsOn, string Life, bool RunsFirmware, int Operations, int SincePowerOn, Cut? Armed, FallenCut? LastCut);

/// <summary>A cut that fell.</summary>
/// <param name="Operation">The operation that it fell on; its index counts from when the chip was opened.</param>
/// <param name="Moment">Where in the operation.</param>
/// <param name="Outcome">Which torn outcome; 0 where nothing is torn.</param>
internal sealed record FallenCut(Operation Operation, CutMoment Moment, int Outcome);
