using System.Buffers.Binary;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Pfr;

/// <summary>
/// Customer manufacturing programmable area: 512 bytes, all words little-endian. Immutable; the <c>With</c> methods make
/// another page. Source: nxp-mboot section 7.
/// </summary>
public sealed class CmpaPage
{
    /// <summary>Length of ROTKH in bytes.</summary>
    public const int RootHashLength = 32;

    private const int BootConfigAt = 0x00;
    private const int UsbIdAt = 0x08;
    private const int SocuPinAt = 0x10;
    private const int SocuDefaultAt = 0x14;
    private const int SecureBootAt = 0x1C;
    private const int SecureBootShift = 30;
    private const int RootHashAt = 0x50;
    private readonly byte[] _bytes;

    private CmpaPage(byte[] bytes) => _bytes = bytes;

    /// <summary>The page, 512 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>BOOT_CFG: default ISP mode, speeds, failure pin.</summary>
    public uint BootConfig => Word(BootConfigAt);

    /// <summary>USB vendor id (low half) and product id (high half); 0 for the ROM's own.</summary>
    public uint UsbId => Word(UsbIdAt);

    /// <summary>Debug rights: which are fixed.</summary>
    public SocuWord SocuPin => new(Word(SocuPinAt));

    /// <summary>Debug rights: their fixed values.</summary>
    public SocuWord SocuDefault => new(Word(SocuDefaultAt));

    /// <summary>SECURE_BOOT_CFG.</summary>
    public uint SecureBootConfig => Word(SecureBootAt);

    /// <summary>SEC_BOOT_EN: true when only signed images boot (the field is not 0).</summary>
    public bool IsSecureBoot => SecureBootConfig >> SecureBootShift != 0;

    /// <summary>ROTKH, 32 bytes in natural order: the hash of the root key table.</summary>
    public ReadOnlySpan<byte> RootHash => _bytes.AsSpan(RootHashAt, RootHashLength);

    /// <summary>True when nothing was ever written.</summary>
    public bool IsBlank => Alignment.IsZero(_bytes);

    /// <summary>True when the page carries a digest: it can never be changed again.</summary>
    public bool IsSealed => !IsSealRequested && !Alignment.IsZero(_bytes.AsSpan(PfrPage.DigestOffset));

    /// <summary>True when the page asks the chip to seal it (<see cref="PfrPage.SealRequest"/> in place of the digest).</summary>
    public bool IsSealRequested => _bytes.AsSpan(PfrPage.DigestOffset).SequenceEqual(PfrPage.SealRequest);

    /// <summary>A page of zeros: a blank chip's.</summary>
    public static CmpaPage Blank { get; } = new(new byte[PfrPage.Length]);

    /// <summary>Reads a page.</summary>
    /// <param name="bytes">512 bytes.</param>
    public static Parsed<CmpaPage> Parse(ReadOnlySpan<byte> bytes) =>
        PfrPage.CheckLength(bytes, "CMPA") is { } fault ? fault : new CmpaPage(bytes.ToArray());

    /// <summary>The page with another ROTKH.</summary>
    /// <param name="hash">32 bytes.</param>
    public CmpaPage WithRootHash(ReadOnlySpan<byte> hash)
    {
        var copy = (byte[])_bytes.Clone();
        hash[..RootHashLength].CopyTo(copy.AsSpan(RootHashAt));
        return new(copy);
    }

    /// <summary>The page with secure boot on.</summary>
    public CmpaPage WithSecureBoot() => With(SecureBootAt, SecureBootConfig | (3u << SecureBootShift));

    /// <summary>The page with other debug rights.</summary>
    /// <param name="pin">Which are fixed.</param>
    /// <param name="fixedValues">Their values.</param>
    public CmpaPage WithSocu(SocuWord pin, SocuWord fixedValues) => With(SocuPinAt, pin.Word).With(SocuDefaultAt, fixedValues.Word);

    /// <summary>The page with the request that the chip seals it.</summary>
    public CmpaPage WithSealRequest()
    {
        var copy = (byte[])_bytes.Clone();
        PfrPage.SealRequest.CopyTo(copy.AsSpan(PfrPage.DigestOffset));
        return new(copy);
    }

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset));

    private CmpaPage With(int offset, uint value)
    {
        var copy = (byte[])_bytes.Clone();
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(offset), value);
        return new(copy);
    }
}
