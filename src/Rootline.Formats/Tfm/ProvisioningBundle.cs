using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Tfm;

/// <summary>
/// TF-M's provisioning bundle (2.0 and later): magic (u32), code, values with zeros behind them, data, tag (16 bytes, zero), magic
/// again (u32); little-endian. The values are those of <see cref="Bl2Data"/>, the hardware unique key and those of
/// <see cref="PsaRotData"/>, without their magics. A chip waits for both magics, so a host writes the last four bytes last. Source:
/// tfm-provisioning section 8.1.
/// </summary>
public sealed class ProvisioningBundle : IDisposable
{
    /// <summary>The first and the last word.</summary>
    public const uint Magic = AssemblyAndTestData.Magic;

    /// <summary>The code that the chip copies and runs, entered at its first byte.</summary>
    public required ReadOnlyMemory<byte> Code { get; init; }

    /// <summary>Keys for BL2.</summary>
    public required Bl2Data Bl2 { get; init; }

    /// <summary>Hardware unique key; owned by this and wiped with it.</summary>
    public required AssemblyAndTestData Assembly { get; init; }

    /// <summary>Data of the PSA root of trust; owned by this and wiped with it.</summary>
    public required PsaRotData PsaRot { get; init; }

    /// <summary>The code's own data.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Reads a bundle.</summary>
    /// <param name="bytes"><see cref="BundleLayout.Length"/> bytes.</param>
    /// <param name="layout">The board's layout.</param>
    /// <returns>The bundle, to be disposed; or a fault of <see cref="ProvisioningFaults"/>.</returns>
    public static Parsed<ProvisioningBundle> Parse(ReadOnlySpan<byte> bytes, BundleLayout layout)
    {
        if (!layout.IsSound || bytes.Length != layout.Length)
            return ProvisioningFaults.Size.Fault($"the bundle has {bytes.Length} bytes instead of {layout.Length}, or its parts do not fit");
        var reader = new SpanReader(bytes);
        uint first = reader.U32Le();
        byte[] code = reader.Bytes(layout.CodeLength).ToArray();
        var values = reader.Bytes(layout.ValuesLength);
        byte[] data = reader.Bytes(layout.DataLength).ToArray();
        bool isTagged = !Alignment.IsZero(reader.Bytes(BundleLayout.TagLength));
        if (first != Magic || reader.U32Le() != Magic)
            return ProvisioningFaults.Magic.Fault($"the bundle does not begin and end with {Magic:X8}");
        if (isTagged || !Alignment.IsZero(values[layout.UsedLength..]))
            return ProvisioningFaults.Field.Fault("the bundle has a tag, or something in the filling of its values");
        int huk = layout.Bl2.ValuesLength;
        int rot = huk + AssemblyAndTestData.HukLength;
        if (!PsaRotData.ParseValues(values[rot..layout.UsedLength], layout.PsaRot).Try(out var psaRot, out var fault))
            return fault;
        return new ProvisioningBundle
        {
            Code = code,
            Bl2 = Bl2Data.ReadValues(values[..huk], layout.Bl2),
            Assembly = new AssemblyAndTestData(Secret.CopyOf(values[huk..rot])),
            PsaRot = psaRot,
            Data = data,
        };
    }

    /// <summary>Writes the bundle; the caller disposes it.</summary>
    /// <param name="layout">The board's layout.</param>
    /// <returns><see cref="BundleLayout.Length"/> bytes, or a fault of <see cref="ProvisioningFaults"/>.</returns>
    public Parsed<Secret> ToBytes(BundleLayout layout)
    {
        if (!layout.IsSound || Code.Length != layout.CodeLength || Data.Length != layout.DataLength)
            return ProvisioningFaults.Size.Fault("code, values or data do not fit into the board's bundle");
        if ((Bl2.Check(layout.Bl2) ?? PsaRot.Check(layout.PsaRot)) is { } fault)
            return fault;
        var bytes = new Secret(layout.Length);
        var writer = new SpanWriter(bytes.Span);
        writer.U32Le(Magic);
        writer.Bytes(Code.Span);
        Bl2.WriteValues(layout.Bl2, writer.Reserve(layout.Bl2.ValuesLength));
        writer.Bytes(Assembly.Huk.Span);
        PsaRot.WriteValues(layout.PsaRot, writer.Reserve(layout.PsaRot.ValuesLength));
        writer.Zeros(layout.ValuesLength - layout.UsedLength);
        writer.Bytes(Data.Span);
        writer.Zeros(BundleLayout.TagLength);
        writer.U32Le(Magic);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Assembly.Dispose();
        PsaRot.Dispose();
    }
}
