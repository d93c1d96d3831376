using System.Security.Cryptography;
using Rootline.Formats.Records;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;

namespace Rootline.Line.Tfm;

/// <summary>Makes the record of a device.</summary>
internal static class TfmRecordDraft
{
    /// <summary>Makes that of a device that is done.</summary>
    /// <param name="parts">Ledger, secrets and clock.</param>
    /// <param name="plan">The bundle.</param>
    /// <param name="token">The token, or null.</param>
    /// <param name="steps">The steps of this visit.</param>
    public static DeviceRecord Make(TfmParts parts, TfmPlan plan, TakenToken? token, IReadOnlyList<RunStep> steps) => Of(plan.Bundle, parts.Ledger, parts.Clock) with
    {
        Attestation = new()
        {
            // Without a token it is not known which of the two ways the release has: that of most devices is told.
            InstanceId = Convert.ToHexStringLower(token?.InstanceId ?? TokenCheck.InstanceIds(plan.Bundle, parts.Secrets)[0]),
            PublicKey = plan.Bundle.IakPublicKey,
            ImplementationId = plan.Bundle.ImplementationId,
            Token = token is null ? null : Convert.ToHexStringLower(token.Bytes),
        },
        Steps = steps,
    };

    /// <summary>What a bundle and a ledger say of a device: done, without steps and attestation.</summary>
    /// <param name="bundle">The open part of its bundle.</param>
    /// <param name="ledger">Where the record goes.</param>
    /// <param name="clock">The station's clock.</param>
    public static DeviceRecord Of(BundleHeader bundle, StationLedger ledger, TimeProvider clock) => new()
    {
        Scheme = ProvisioningScheme.Tfm,
        Chip = bundle.Id,
        Inputs = [.. bundle.Rotpks.Select((k, i) => new InputDigest($"rotpk-{i}", Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(k))))), .. bundle.Fingerprints],
        Steps = [],
        Outcome = DeviceOutcome.Done,
        CardId = null,
        Counter = null,
        NxpRow = null,
        Operator = ledger.Options.Operator,
        Lot = ledger.Options.Lot,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
        Previous = ledger.LastDeviceRecordId(),
    };
}
