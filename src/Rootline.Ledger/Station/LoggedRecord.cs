using Rootline.Formats.Nxp.Log;

namespace Rootline.Ledger.Station;

/// <summary>A record of the NXP log with its place.</summary>
/// <param name="Row">The row's id, from 1.</param>
/// <param name="Record">The record.</param>
public sealed record LoggedRecord(long Row, AuditRecord Record);
