using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Tfm;

/// <summary>
/// What BL1 finds at a fixed address of RAM in the life cycle ASSEMBLY_AND_TEST: magic (u32), key that BL2's image is encrypted with
/// (32 bytes), group unique key (32), hash of BL1_2's image (32), hash of BL2's (32), BL1_2's image, its length (u32), key of BL1 (56);
/// what is there depends on the form. Little-endian. Source: tfm-provisioning section 4.4.
/// </summary>
public sealed class Bl1Data : IDisposable
{
    private const int KeyLength = 32;
    private const int RotpkLength = 56;
    private const int MaxImage = 1 << 20; // far more than the RAM that it comes through

    /// <summary>Key that BL2's image is encrypted with, 32 bytes; owned by this and wiped with it.</summary>
    public required Secret EncryptionKey { get; init; }

    /// <summary>Group unique key, 32 bytes; null before 1.7. Owned by this and wiped with it.</summary>
    public Secret? Guk { get; init; }

    /// <summary>Hash of BL1_2's image, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Bl12ImageHash { get; init; }

    /// <summary>Hash of BL2's image, 32 bytes; empty in the newest.</summary>
    public ReadOnlyMemory<byte> Bl2ImageHash { get; init; }

    /// <summary>BL1_2's image, as many bytes as the board keeps for it.</summary>
    public required ReadOnlyMemory<byte> Bl12Image { get; init; }

    /// <summary>Key of BL1, an LMS public key of 56 bytes; empty before 1.7.</summary>
    public ReadOnlyMemory<byte> Bl1Rotpk { get; init; }

    /// <summary>Reads the struct.</summary>
    /// <param name="bytes">The struct; what is not of fixed length is BL1_2's image.</param>
    /// <param name="form">The form.</param>
    /// <returns>The data, to be disposed; or <see cref="ProvisioningFaults.Size"/>, <see cref="ProvisioningFaults.Magic"/>, <see cref="ProvisioningFaults.Field"/>.</returns>
    public static Parsed<Bl1Data> Parse(ReadOnlySpan<byte> bytes, Bl1DataForm form)
    {
        int image = bytes.Length - FixedLength(form);
        if (image is < 0 or > MaxImage)
            return ProvisioningFaults.Size.Fault($"the data for BL1 have {bytes.Length} bytes");
        var reader = new SpanReader(bytes);
        if (reader.U32Le() != AssemblyAndTestData.Magic)
            return ProvisioningFaults.Magic.Fault($"the data for BL1 do not begin with {AssemblyAndTestData.Magic:X8}");
        var key = reader.Bytes(KeyLength);
        var guk = reader.Bytes(HasGuk(form) ? KeyLength : 0);
        byte[] first = reader.Bytes(KeyLength).ToArray();
        byte[] second = reader.Bytes(HasBl2Hash(form) ? KeyLength : 0).ToArray();
        byte[] code = reader.Bytes(image).ToArray();
        if (form == Bl1DataForm.NewestWithLength && reader.U32Le() != image)
            return ProvisioningFaults.Field.Fault($"the length of BL1_2's image is not {image}");
        return new Bl1Data
        {
            EncryptionKey = Secret.CopyOf(key),
            Guk = HasGuk(form) ? Secret.CopyOf(guk) : null,
            Bl12ImageHash = first,
            Bl2ImageHash = second,
            Bl12Image = code,
            Bl1Rotpk = reader.Bytes(HasGuk(form) ? RotpkLength : 0).ToArray(),
        };
    }

    /// <summary>Writes the struct; the caller disposes it.</summary>
    /// <param name="form">The form.</param>
    /// <returns>The bytes, or <see cref="ProvisioningFaults.Field"/> when something of the form is missing or too much.</returns>
    public Parsed<Secret> ToBytes(Bl1DataForm form)
    {
        bool isFit = EncryptionKey.Length == KeyLength && Bl12ImageHash.Length == KeyLength && Bl12Image.Length <= MaxImage
            && (Guk?.Length ?? 0) == (HasGuk(form) ? KeyLength : 0)
            && Bl2ImageHash.Length == (HasBl2Hash(form) ? KeyLength : 0)
            && Bl1Rotpk.Length == (HasGuk(form) ? RotpkLength : 0);
        if (!isFit)
            return ProvisioningFaults.Field.Fault("the data for BL1 do not fit the form");
        var bytes = new Secret(FixedLength(form) + Bl12Image.Length);
        var writer = new SpanWriter(bytes.Span);
        writer.U32Le(AssemblyAndTestData.Magic);
        writer.Bytes(EncryptionKey.Span);
        if (Guk is not null)
            writer.Bytes(Guk.Span);
        writer.Bytes(Bl12ImageHash.Span);
        writer.Bytes(Bl2ImageHash.Span);
        writer.Bytes(Bl12Image.Span);
        if (form == Bl1DataForm.NewestWithLength)
            writer.U32Le((uint)Bl12Image.Length);
        writer.Bytes(Bl1Rotpk.Span);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        EncryptionKey.Dispose();
        Guk?.Dispose();
    }

    private static bool HasGuk(Bl1DataForm form) => form != Bl1DataForm.Tfm16;

    private static bool HasBl2Hash(Bl1DataForm form) => form is Bl1DataForm.Tfm16 or Bl1DataForm.Tfm17;

    /// <summary>Bytes of a struct without BL1_2's image.</summary>
    /// <param name="form">The form.</param>
    public static int FixedLength(Bl1DataForm form) => 4 + (2 * KeyLength) + (HasGuk(form) ? KeyLength + RotpkLength : 0) + (HasBl2Hash(form) ? KeyLength : 0)
        + (form == Bl1DataForm.NewestWithLength ? 4 : 0);
}
