using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa;

/// <summary>What a token says of one piece of software; null where it says nothing. Source: psa-attestation section 3.4.</summary>
public sealed record SoftwareComponent
{
    /// <summary>Measurement type, such as <c>SPE</c>.</summary>
    public string? MeasurementType { get; init; }

    /// <summary>Measurement value, 32, 48 or 64 bytes.</summary>
    public ReadOnlyMemory<byte>? MeasurementValue { get; init; }

    /// <summary>Version, such as <c>1.2.3</c>.</summary>
    public string? Version { get; init; }

    /// <summary>Hash of the key that verified the software, 32, 48 or 64 bytes.</summary>
    public ReadOnlyMemory<byte>? SignerId { get; init; }

    /// <summary>Name of the hash algorithm, such as <c>SHA256</c>.</summary>
    public string? Description { get; init; }

    /// <summary>The component's map in the order of a boot record: type, version, signer id, description, value (section 4.2).</summary>
    public byte[] ToBootRecord() => Write(ComponentKey.MeasurementType, ComponentKey.Version, ComponentKey.SignerId, ComponentKey.Description, ComponentKey.MeasurementValue);

    /// <summary>The component's map in the order of measured boot: signer id, version, type, description, value (section 4.2).</summary>
    public byte[] ToMeasuredBoot() => Write(ComponentKey.SignerId, ComponentKey.Version, ComponentKey.MeasurementType, ComponentKey.Description, ComponentKey.MeasurementValue);

    private byte[] Write(params ReadOnlySpan<long> order)
    {
        int count = 0;
        foreach (long key in order)
            count += Has(key) ? 1 : 0;
        var writer = new CborWriter().Map(count);
        foreach (long key in order)
        {
            if (!Has(key))
                continue;
            writer.Whole(key);
            if (BytesOf(key) is { } bytes)
                writer.Bytes(bytes.Span);
            else
                writer.Text(TextOf(key)!);
        }

        return writer.ToBytes();
    }

    private bool Has(long key) => BytesOf(key) is not null || TextOf(key) is not null;

    private ReadOnlyMemory<byte>? BytesOf(long key) => key switch
    {
        ComponentKey.MeasurementValue => MeasurementValue,
        ComponentKey.SignerId => SignerId,
        _ => null,
    };

    private string? TextOf(long key) => key switch
    {
        ComponentKey.MeasurementType => MeasurementType,
        ComponentKey.Version => Version,
        ComponentKey.Description => Description,
        _ => null,
    };
}
