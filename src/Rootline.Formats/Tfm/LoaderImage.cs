using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;

namespace Rootline.Formats.Tfm;

/// <summary>
/// The image of BL2 that BL1 opens: counter block (16 bytes), signature (1452), as built its length (u32), version (u8, u8, u16, u32),
/// security counter (u32), then encrypted a magic (u32), filling, BL2; little-endian. The signature is over everything from the
/// version on, in plain text. The key is HKDF-SHA-256 of the device's key, without salt, with a label, its zero byte and the security
/// counter as information; the cipher is AES-256 in counter mode. Source: bl1/bl1_2 of TF-M 1.7.0 and 2.2.2.
/// </summary>
public sealed record LoaderImage
{
    /// <summary>The first word of the encrypted part.</summary>
    public const uint DecryptedMagic = 0xDEADBEEF;

    /// <summary>Security counters end here: one signature a counter, and a tree has no more.</summary>
    public const uint CounterLimit = 1024;

    private const int KeyLength = 32;

    /// <summary>The version.</summary>
    public required ImageVersion Version { get; init; }

    /// <summary>The security counter, less than 1024.</summary>
    public required uint SecurityCounter { get; init; }

    /// <summary>The signature, 1452 bytes; zeros where nobody signed.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>What is signed, in plain text: version, counter, magic, filling, BL2.</summary>
    public required ReadOnlyMemory<byte> Protected { get; init; }

    /// <summary>BL2 itself.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Opens an image. Whether it is genuine is for the signature to say.</summary>
    /// <param name="bytes"><see cref="LoaderImageLayout.Length"/> bytes.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="key">The device's key for it, 32 bytes.</param>
    /// <returns>The image, or <see cref="ProvisioningFaults.Size"/>, <see cref="ProvisioningFaults.Field"/>, <see cref="ProvisioningFaults.Magic"/>.</returns>
    public static Parsed<LoaderImage> Open(ReadOnlySpan<byte> bytes, LoaderImageLayout layout, Secret key)
    {
        if (bytes.Length != layout.Length)
            return ProvisioningFaults.Size.Fault($"an image of BL2 has {bytes.Length} bytes instead of {layout.Length}");
        byte[] open = bytes[layout.ProtectedAt..].ToArray();
        var reader = new SpanReader(open);
        var version = new ImageVersion(reader.U8(), reader.U8(), reader.U16Le(), reader.U32Le());
        uint counter = reader.U32Le();
        var signature = bytes.Slice(LoaderImageLayout.CounterLength, LoaderImageLayout.SignatureLength);
        if (counter >= CounterLimit)
            return ProvisioningFaults.Field.Fault($"the security counter of an image of BL2 is {counter}, not less than {CounterLimit}");
        if (layout.HasSignatureLength && BinaryPrimitives.ReadUInt32LittleEndian(bytes[(layout.ProtectedAt - 4)..]) != LoaderImageLayout.SignatureLength)
            return ProvisioningFaults.Field.Fault("the signature of an image of BL2 is not as long as its place");
        Transform(key, counter, bytes[..LoaderImageLayout.CounterLength], open.AsSpan(layout.EncryptedAt - layout.ProtectedAt));
        if (BinaryPrimitives.ReadUInt32LittleEndian(open.AsSpan(layout.EncryptedAt - layout.ProtectedAt)) != DecryptedMagic)
            return ProvisioningFaults.Magic.Fault("an image of BL2 does not open with this key");
        return new LoaderImage
        {
            Version = version,
            SecurityCounter = counter,
            Signature = signature.ToArray(),
            Protected = open,
            Data = open.AsMemory(layout.DataAt - layout.ProtectedAt),
        };
    }

    /// <summary>What is signed of an image.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="version">The version; its parts fit into u8, u8, u16, u32.</param>
    /// <param name="securityCounter">Less than 1024.</param>
    /// <param name="data">BL2, at most as long as the layout says; zeros fill it.</param>
    public static byte[] ToBeSigned(LoaderImageLayout layout, ImageVersion version, uint securityCounter, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(securityCounter, CounterLimit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, layout.DataLength);
        var bytes = new byte[layout.Length - layout.ProtectedAt];
        var writer = new SpanWriter(bytes);
        writer.U8(version.Major);
        writer.U8(version.Minor);
        writer.U16Le(version.Revision);
        writer.U32Le(version.Build);
        writer.U32Le(securityCounter);
        writer.U32Le(DecryptedMagic);
        data.CopyTo(bytes.AsSpan(layout.DataAt - layout.ProtectedAt));
        return bytes;
    }

    /// <summary>Encrypts an image.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="protectedPart">What <see cref="ToBeSigned"/> gives.</param>
    /// <param name="signature">1452 bytes, or nothing where BL1 compares a hash.</param>
    /// <param name="key">The device's key for it, 32 bytes.</param>
    /// <param name="counterBlock">16 bytes that were used with this key and security counter for nothing else.</param>
    public static byte[] Seal(LoaderImageLayout layout, ReadOnlySpan<byte> protectedPart, ReadOnlySpan<byte> signature, Secret key, ReadOnlySpan<byte> counterBlock)
    {
        var bytes = new byte[layout.Length];
        counterBlock.CopyTo(bytes);
        signature.CopyTo(bytes.AsSpan(LoaderImageLayout.CounterLength));
        if (layout.HasSignatureLength)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(layout.ProtectedAt - 4), (uint)signature.Length);
        protectedPart.CopyTo(bytes.AsSpan(layout.ProtectedAt));
        uint counter = BinaryPrimitives.ReadUInt32LittleEndian(protectedPart[8..]);
        Transform(key, counter, counterBlock, bytes.AsSpan(layout.EncryptedAt));
        return bytes;
    }

    private static void Transform(Secret key, uint securityCounter, ReadOnlySpan<byte> counterBlock, Span<byte> content)
    {
        Span<byte> info = [.. "BL2_DECRYPTION_KEY\0"u8, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(info[^4..], securityCounter);
        using var derived = new Secret(KeyLength);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Span, derived.Span, [], info);
        AesCtr.Transform(derived.Span, counterBlock, content, content);
    }
}
