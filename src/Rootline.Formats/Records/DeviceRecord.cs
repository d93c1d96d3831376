using System.Security.Cryptography;

namespace Rootline.Formats.Records;

/// <summary>
/// What remains of one device's run: which chip, what was put in, how it ended. Its bytes are canonical JSON
/// (<see cref="DeviceRecordJson"/>) and its id is their hash, so that two copies of a record are the same bytes.
/// </summary>
public sealed record DeviceRecord
{
    /// <summary>The schema version written today.</summary>
    public const int CurrentSchema = 2;

    /// <summary>The scheme of NXP's trust provisioning with a smart card.</summary>
    public const string NxpTrustProvisioning = "nxp-tp";

    /// <summary>
    /// The schema version that the record was written with. Version 1 knew the scheme with a card alone: it has no attestation and
    /// always a card.
    /// </summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The provisioning scheme, for example <see cref="NxpTrustProvisioning"/>; see <see cref="ProvisioningScheme"/>.</summary>
    public required string Scheme { get; init; }

    /// <summary>The device's name in lower-case hexadecimal digits, as <see cref="ProvisioningScheme"/> says for each scheme.</summary>
    public required string Chip { get; init; }

    /// <summary>How the device's attestation tokens are verified; null where the scheme gives it no attestation key.</summary>
    public DeviceAttestation? Attestation { get; init; }

    /// <summary>Digests of what was put in, in the order of putting in.</summary>
    public required IReadOnlyList<InputDigest> Inputs { get; init; }

    /// <summary>The steps in their order.</summary>
    public required IReadOnlyList<RunStep> Steps { get; init; }

    /// <summary>How the run ended.</summary>
    public required DeviceOutcome Outcome { get; init; }

    /// <summary>The card's id as text; null where the scheme has no card.</summary>
    public required string? CardId { get; init; }

    /// <summary>The card's counter for this device, or null when its answer never arrived or there is no card.</summary>
    public required uint? Counter { get; init; }

    /// <summary>The row of the NXP log, from 1, or null when there is none.</summary>
    public required long? NxpRow { get; init; }

    /// <summary>Who worked at the station, may be empty.</summary>
    public required string Operator { get; init; }

    /// <summary>The production lot, may be empty.</summary>
    public required string Lot { get; init; }

    /// <summary>When the record was made, UTC, in whole milliseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The id of the ledger's device record before this one, or null for its first.</summary>
    public required string? Previous { get; init; }

    /// <summary>The record's id: SHA-256 of its bytes, 64 lower-case hexadecimal digits.</summary>
    public string Id => IdOf(DeviceRecordJson.Encode(this));

    /// <summary>The id of a record's bytes.</summary>
    /// <param name="bytes">The canonical bytes.</param>
    public static string IdOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
