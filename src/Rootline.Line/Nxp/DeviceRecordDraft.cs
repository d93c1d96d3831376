using System.Security.Cryptography;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;

namespace Rootline.Line.Nxp;

/// <summary>Makes the record of a device whose run ends.</summary>
internal static class DeviceRecordDraft
{
    /// <summary>Makes a record; the ledger checks it against its run when it is written.</summary>
    /// <param name="run">The run, answered or later.</param>
    /// <param name="outcome">How it ends.</param>
    /// <param name="station">Card, ledger, plan and clock.</param>
    /// <param name="steps">The steps of this visit.</param>
    public static DeviceRecord Make(Run run, DeviceOutcome outcome, StationParts station, IReadOnlyList<RunStep> steps)
    {
        var content = WrappedData.Parse(run.Answer).OrThrow("stored answer").Content;
        return new DeviceRecord
        {
            Scheme = DeviceRecord.NxpTrustProvisioning,
            Chip = run.Chip,
            Inputs = Inputs(run, outcome, content, station.Plan),
            Steps = steps,
            Outcome = outcome,
            CardId = station.Card.Id,
            Counter = content.Counter,
            NxpRow = run.NxpRow,
            Operator = station.Ledger.Options.Operator,
            Lot = station.Ledger.Options.Lot,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(station.Clock.GetUtcNow().ToUnixTimeMilliseconds()),
            Previous = station.Ledger.LastDeviceRecordId(),
        };
    }

    /// <summary>What the card's answer alone puts into a chip, in the order in which it goes in.</summary>
    /// <param name="run">The run, answered or later.</param>
    /// <param name="content">Its answer's content.</param>
    public static IReadOnlyList<InputDigest> InputsOf(Run run, WrappedContent content) =>
    [
        Digest("die-certificate", content.DieCertificate.Span),
        Digest("wrapped-data", run.Answer),
        .. content.OemCertificates.Select(c => Digest($"oem-certificate-{c.KeyId:x2}", c.Der.Span)),
    ];

    // In the order in which they go in; the product only goes into a chip that took its answer.
    private static List<InputDigest> Inputs(Run run, DeviceOutcome outcome, WrappedContent content, LinePlan plan)
    {
        var inputs = new List<InputDigest>();
        if (plan.ProvisioningFirmware is { } firmware)
            inputs.Add(Digest("provisioning-firmware", firmware));
        inputs.AddRange(InputsOf(run, content));
        if (plan.ProductFirmware is { } product && outcome != DeviceOutcome.Spent)
            inputs.Add(Digest("product-firmware", product));
        return inputs;
    }

    private static InputDigest Digest(string name, ReadOnlySpan<byte> content) => new(name, Convert.ToHexStringLower(SHA256.HashData(content)));
}
