using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm;

/// <summary>
/// What BL2 burns in the life cycle ASSEMBLY_AND_TEST, symbol <see cref="Symbol"/>: magic (u32), policies (u32, as built), root of
/// trust public keys, the key of BL1 and the secure debug key (as built); little-endian. No host can give it to a running BL2, whose
/// compiler took it for zeros: only a bundle carries it. Source: tfm-provisioning sections 4.3 and 13.
/// </summary>
public sealed record Bl2Data
{
    /// <summary>The struct's name in BL2.</summary>
    public const string Symbol = "bl2_assembly_and_test_prov_data";

    /// <summary>Which keys must have signed: bit image * keys of an image + key. 0 where the layout has no place for it.</summary>
    public uint Policies { get; init; }

    /// <summary>Root of trust public keys by image, each as long as the layout says.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Rotpks { get; init; }

    /// <summary>Key of BL1, 32 bytes; empty where the layout has no place for it.</summary>
    public ReadOnlyMemory<byte> Bl1Rotpk { get; init; }

    /// <summary>SHA-256 of the secure debug key, 32 bytes; empty where the layout has no place for it.</summary>
    public ReadOnlyMemory<byte> SecureDebugKey { get; init; }

    /// <summary>Reads the struct.</summary>
    /// <param name="bytes"><see cref="Bl2DataLayout.Length"/> bytes.</param>
    /// <param name="layout">The layout: several have the same length.</param>
    /// <returns>The data, or <see cref="ProvisioningFaults.Size"/>, <see cref="ProvisioningFaults.Magic"/>.</returns>
    public static Parsed<Bl2Data> Parse(ReadOnlySpan<byte> bytes, Bl2DataLayout layout)
    {
        if (bytes.Length != layout.Length)
            return ProvisioningFaults.Size.Fault($"{Symbol} has {bytes.Length} bytes instead of {layout.Length}");
        return new SpanReader(bytes).U32Le() == AssemblyAndTestData.Magic
            ? ReadValues(bytes[4..], layout)
            : ProvisioningFaults.Magic.Fault($"{Symbol} does not begin with {AssemblyAndTestData.Magic:X8}");
    }

    /// <summary>Writes the struct.</summary>
    /// <param name="layout">The layout.</param>
    /// <returns><see cref="Bl2DataLayout.Length"/> bytes, or what <see cref="Check"/> says.</returns>
    public Parsed<byte[]> ToBytes(Bl2DataLayout layout)
    {
        if (Check(layout) is { } fault)
            return fault;
        var bytes = new byte[layout.Length];
        new SpanWriter(bytes).U32Le(AssemblyAndTestData.Magic);
        WriteValues(layout, bytes.AsSpan(4));
        return bytes;
    }

    /// <summary>Why these data do not go into a layout; null when they do.</summary>
    /// <param name="layout">The layout.</param>
    public Fault? Check(Bl2DataLayout layout)
    {
        bool isFit = Rotpks.Count == layout.Rotpks && Rotpks.All(k => k.Length == layout.RotpkLength)
            && Bl1Rotpk.Length == (layout.HasBl1Rotpk ? Bl2DataLayout.HashLength : 0)
            && SecureDebugKey.Length == (layout.HasSecureDebugKey ? Bl2DataLayout.HashLength : 0)
            && (layout.HasPolicies || Policies == 0);
        return isFit ? null : ProvisioningFaults.Field.Fault($"the keys for BL2 are not {layout.Rotpks} of {layout.RotpkLength} bytes, or more or less is there than the firmware takes");
    }

    /// <summary>Reads the struct without its magic.</summary>
    /// <param name="values"><see cref="Bl2DataLayout.ValuesLength"/> bytes.</param>
    /// <param name="layout">The layout.</param>
    internal static Bl2Data ReadValues(ReadOnlySpan<byte> values, Bl2DataLayout layout)
    {
        var reader = new SpanReader(values);
        uint policies = layout.HasPolicies ? reader.U32Le() : 0;
        var keys = new ReadOnlyMemory<byte>[layout.Rotpks];
        for (int image = 0; image < keys.Length; image++)
            keys[image] = reader.Bytes(layout.RotpkLength).ToArray();
        return new()
        {
            Policies = policies,
            Rotpks = keys,
            Bl1Rotpk = layout.HasBl1Rotpk ? reader.Bytes(Bl2DataLayout.HashLength).ToArray() : default(ReadOnlyMemory<byte>),
            SecureDebugKey = layout.HasSecureDebugKey ? reader.Bytes(Bl2DataLayout.HashLength).ToArray() : default(ReadOnlyMemory<byte>),
        };
    }

    /// <summary>Writes the struct without its magic.</summary>
    /// <param name="layout">A layout that <see cref="Check"/> found good.</param>
    /// <param name="destination"><see cref="Bl2DataLayout.ValuesLength"/> bytes.</param>
    internal void WriteValues(Bl2DataLayout layout, Span<byte> destination)
    {
        var writer = new SpanWriter(destination);
        if (layout.HasPolicies)
            writer.U32Le(Policies);
        foreach (var key in Rotpks)
            writer.Bytes(key.Span);
        writer.Bytes(Bl1Rotpk.Span);
        writer.Bytes(SecureDebugKey.Span);
    }
}
