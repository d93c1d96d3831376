using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Tfm;

/// <summary>
/// What the secure image takes in the life cycle ASSEMBLY_AND_TEST, symbol <see cref="Symbol"/>: magic (u32), HUK (32 bytes); 36 in
/// all, the same in every release, little-endian. Source: tfm-provisioning section 4.1.
/// </summary>
/// <param name="huk">Hardware unique key, 32 bytes; owned by this and wiped with it.</param>
public sealed class AssemblyAndTestData(Secret huk) : IDisposable
{
    /// <summary>The struct's name in the secure image.</summary>
    public const string Symbol = "assembly_and_test_prov_data";

    /// <summary>The first word.</summary>
    public const uint Magic = 0xC0DEFEED;

    /// <summary>Length of the struct in bytes.</summary>
    public const int Length = 4 + HukLength;

    /// <summary>Length of the hardware unique key in bytes.</summary>
    public const int HukLength = 32;

    /// <summary>Hardware unique key, 32 bytes.</summary>
    public Secret Huk { get; } = huk.Length == HukLength ? huk : throw new ArgumentException("a hardware unique key has 32 bytes", nameof(huk));

    /// <summary>Reads the struct.</summary>
    /// <param name="bytes">36 bytes.</param>
    /// <returns>The data, to be disposed; or <see cref="ProvisioningFaults.Size"/>, <see cref="ProvisioningFaults.Magic"/>.</returns>
    public static Parsed<AssemblyAndTestData> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            return ProvisioningFaults.Size.Fault($"{Symbol} has {bytes.Length} bytes instead of {Length}");
        var reader = new SpanReader(bytes);
        if (reader.U32Le() != Magic)
            return ProvisioningFaults.Magic.Fault($"{Symbol} does not begin with {Magic:X8}");
        return new AssemblyAndTestData(Secret.CopyOf(reader.Bytes(HukLength)));
    }

    /// <summary>Writes the struct, 36 bytes; the caller disposes them.</summary>
    public Secret ToBytes()
    {
        var bytes = new Secret(Length);
        var writer = new SpanWriter(bytes.Span);
        writer.U32Le(Magic);
        writer.Bytes(Huk.Span);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => Huk.Dispose();
}
