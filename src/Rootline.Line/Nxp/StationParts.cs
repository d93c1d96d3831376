using Rootline.Ledger.Station;
using Rootline.Links.Applet;

namespace Rootline.Line.Nxp;

/// <summary>What every device at a station shares.</summary>
/// <param name="Card">The card.</param>
/// <param name="Ledger">The station's ledger.</param>
/// <param name="Plan">What to do to each device.</param>
/// <param name="Clock">The station's clock.</param>
/// <param name="Balance">The one place that lets the card count.</param>
internal sealed record StationParts(CardSession Card, StationLedger Ledger, LinePlan Plan, TimeProvider Clock, CardBalance Balance);
