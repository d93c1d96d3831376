using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Proof.Reconciliation;

/// <summary>What a row of the log says of its unit; its signature is the verifier's business.</summary>
/// <param name="Row">The row's id.</param>
/// <param name="Counter">The card's counter, or null where the row holds none.</param>
/// <param name="Chip">The chip's UUID, or null where the row holds no DIE certificate.</param>
public sealed record RecordedUnit(long Row, uint? Counter, string? Chip)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row as it is stored.</param>
    public static RecordedUnit Of(LogRow row) =>
        new(row.Id, row.CounterValue, DieCertificate.Parse(row.NxpCertificate.Bytes).Try(out var die, out _) ? die.Identity.Name : null);
}
