using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>What a row says by itself, without the rows around it.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Counter">Its counter, or null when it cannot be read.</param>
/// <param name="StartHash">What it says the hash of the record before it is, as stored.</param>
/// <param name="Hash">Its own hash, 32 bytes.</param>
/// <param name="Chip">The UUID of its chip, or null when it cannot be read.</param>
/// <param name="Faults">What is wrong with it alone.</param>
internal readonly record struct RowFinding(
    long Id, uint? Counter, byte[] StartHash, byte[] Hash, UInt128? Chip, IReadOnlyList<LogFault> Faults);
