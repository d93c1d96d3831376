using System.Security.Cryptography;
using Rootline.Formats.Records;

namespace Rootline.Line.Tfm;

/// <summary>Makes the record of a device that is done.</summary>
internal static class TfmRecordDraft
{
    /// <summary>Makes it.</summary>
    /// <param name="station">Ledger, secrets and clock.</param>
    /// <param name="plan">The bundle.</param>
    /// <param name="token">The token, or null.</param>
    /// <param name="steps">The steps of this visit.</param>
    public static DeviceRecord Make(TfmStation station, TfmPlan plan, TakenToken? token, IReadOnlyList<RunStep> steps) => new()
    {
        Scheme = ProvisioningScheme.Tfm,
        Chip = plan.Bundle.Id,
        Attestation = new()
        {
            // Without a token it is not known which of the two ways the release has: that of most devices is told.
            InstanceId = Convert.ToHexStringLower(token?.InstanceId ?? TokenCheck.InstanceIds(plan.Bundle, station.Secrets)[0]),
            PublicKey = plan.Bundle.IakPublicKey,
            ImplementationId = plan.Bundle.ImplementationId,
            Token = token is null ? null : Convert.ToHexStringLower(token.Bytes),
        },
        Inputs = [.. plan.Bundle.Rotpks.Select((k, i) => new InputDigest($"rotpk-{i}", Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(k))))), .. plan.Bundle.Fingerprints],
        Steps = steps,
        Outcome = DeviceOutcome.Done,
        CardId = null,
        Counter = null,
        NxpRow = null,
        Operator = station.Ledger.Options.Operator,
        Lot = station.Ledger.Options.Lot,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(station.Clock.GetUtcNow().ToUnixTimeMilliseconds()),
        Previous = station.Ledger.LastDeviceRecordId(),
    };
}
