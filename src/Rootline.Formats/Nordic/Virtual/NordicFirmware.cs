using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nordic.Virtual;

/// <summary>
/// Firmware of a virtual part: a virtual part runs no Arm code, it reads which firmware stands at the start of its flash and behaves
/// as that one does. Initial stack pointer u32, reset vector u32, magic <c>RLNRFW01</c>, kind u8, traits u8, reserved u16 (0), provision
/// address u32, implementation id 32 bytes, SHA-256 of all before it; then filling. Little-endian.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Traits">How it differs from the usual one.</param>
/// <param name="ProvisionAddress">PM_PROVISION_ADDRESS that it was built with; 0 for the network core.</param>
/// <param name="ImplementationId">32 bytes that the provisioning image writes.</param>
public sealed record NordicFirmware(NordicFirmwareKind Kind, NordicFirmwareTraits Traits, uint ProvisionAddress, ReadOnlyMemory<byte> ImplementationId)
{
    /// <summary>Bytes that are read; filling follows.</summary>
    public const int CoreLength = 56 + SHA256.HashSizeInBytes;

    private const uint StackPointer = 0x20010000;
    private const uint VectorOffset = 0x201;
    private const NordicFirmwareTraits AllTraits =
        NordicFirmwareTraits.DummyIdentity | NordicFirmwareTraits.NoImplementationId | NordicFirmwareTraits.Panics | NordicFirmwareTraits.Halts
        | NordicFirmwareTraits.EarlyLayout;

    /// <summary>The order of the provision area that it was built with.</summary>
    public ProvisionLayout Layout => Traits.HasFlag(NordicFirmwareTraits.EarlyLayout) ? ProvisionLayout.Early2022 : ProvisionLayout.Ncs2;

    private static ReadOnlySpan<byte> Magic => "RLNRFW01"u8;

    /// <summary>Reads a firmware.</summary>
    /// <param name="flash">The first bytes of a flash, at least <see cref="CoreLength"/>.</param>
    public static Parsed<NordicFirmware> Parse(ReadOnlySpan<byte> flash)
    {
        if (flash.Length < CoreLength)
            return NordicFaults.Firmware.Fault($"{flash.Length} bytes, not {CoreLength} or more");
        var reader = new SpanReader(flash);
        reader.Bytes(2 * sizeof(uint));
        if (!reader.Bytes(Magic.Length).SequenceEqual(Magic))
            return NordicFaults.Firmware.Fault("no firmware of the virtual parts begins there");
        var (kind, traits, reserved) = ((NordicFirmwareKind)reader.U8(), (NordicFirmwareTraits)reader.U8(), reader.U16Le());
        var firmware = new NordicFirmware(kind, traits, reader.U32Le(), reader.Bytes(ProvisionArea.ImplementationIdLength).ToArray());
        if (!reader.Bytes(SHA256.HashSizeInBytes).SequenceEqual(SHA256.HashData(flash[..(CoreLength - SHA256.HashSizeInBytes)])))
            return NordicFaults.Firmware.Fault("the digest is wrong: it is damaged or not programmed wholly");
        return Enum.IsDefined(kind) && (traits & ~AllTraits) == 0 && reserved == 0
            ? firmware
            : NordicFaults.Firmware.Fault($"kind {(byte)kind} with traits {(byte)traits:x2} is not known");
    }

    /// <summary>The bytes to be programmed at the start of a flash.</summary>
    /// <param name="start">Address of the flash.</param>
    /// <param name="length">Their number; what a firmware of this size costs to program.</param>
    public byte[] ToImage(uint start, int length)
    {
        var image = new byte[Math.Max(Alignment.Up(length, sizeof(uint)), CoreLength)];
        var writer = new SpanWriter(image);
        writer.U32Le(StackPointer);
        writer.U32Le(start + VectorOffset);
        writer.Bytes(Magic);
        writer.U8((byte)Kind);
        writer.U8((byte)Traits);
        writer.U16Le(0);
        writer.U32Le(ProvisionAddress);
        writer.Bytes(ImplementationId.Span);
        SHA256.HashData(image.AsSpan(0, writer.Position), writer.Reserve(SHA256.HashSizeInBytes));
        for (int i = writer.Position; i < image.Length; i++)
            image[i] = (byte)(i * 37);
        return image;
    }
}
