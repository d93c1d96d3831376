using System.Buffers.Binary;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Pfr;

/// <summary>
/// Customer in-field programmable area: 512 bytes, all words little-endian. Immutable; the <c>With</c> methods make another
/// page. Source: nxp-mboot section 7.
/// </summary>
public sealed class CfpaPage
{
    /// <summary>CMPA_PROG_IN_PROGRESS while the CMPA is being programmed.</summary>
    public const uint CmpaInProgress = 0x5CC55AA5;

    /// <summary>ROTKH_REVOKE with all four root keys enabled.</summary>
    public const uint AllRootsEnabled = 0x55;

    private const int VersionAt = 0x04;
    private const int SecureFirmwareAt = 0x08;
    private const int NonSecureFirmwareAt = 0x0C;
    private const int ImageKeyRevokeAt = 0x10;
    private const int RevokeAt = 0x18;
    private const int VendorUsageAt = 0x1C;
    private const int SocuPinAt = 0x20;
    private const int SocuDefaultAt = 0x24;
    private const int CmpaInProgressAt = 0x2C;
    private readonly byte[] _bytes;

    private CfpaPage(byte[] bytes) => _bytes = bytes;

    /// <summary>The page, 512 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Monotonic version.</summary>
    public uint Version => Word(VersionAt);

    /// <summary>Lowest secure firmware version that starts.</summary>
    public uint SecureFirmwareVersion => Word(SecureFirmwareAt);

    /// <summary>Lowest non-secure firmware version that starts.</summary>
    public uint NonSecureFirmwareVersion => Word(NonSecureFirmwareAt);

    /// <summary>Image key revocation.</summary>
    public uint ImageKeyRevoke => Word(ImageKeyRevokeAt);

    /// <summary>ROTKH_REVOKE: 2 bits a root key, 01 = enabled.</summary>
    public uint RootRevoke => Word(RevokeAt);

    /// <summary>VENDOR_USAGE: low 16 bits, then their inverse.</summary>
    public uint VendorUsage => Word(VendorUsageAt);

    /// <summary>Debug rights: which are fixed.</summary>
    public SocuWord SocuPin => new(Word(SocuPinAt));

    /// <summary>Debug rights: their fixed values.</summary>
    public SocuWord SocuDefault => new(Word(SocuDefaultAt));

    /// <summary>True while the CMPA is being programmed.</summary>
    public bool IsCmpaInProgress => Word(CmpaInProgressAt) == CmpaInProgress;

    /// <summary>True when the page carries a digest.</summary>
    public bool IsSealed => !IsSealRequested && !Alignment.IsZero(_bytes.AsSpan(PfrPage.DigestOffset));

    /// <summary>True when the page asks the chip to seal it (<see cref="PfrPage.SealRequest"/> in place of the digest).</summary>
    public bool IsSealRequested => _bytes.AsSpan(PfrPage.DigestOffset).SequenceEqual(PfrPage.SealRequest);

    /// <summary>A page of zeros: a blank chip's.</summary>
    public static CfpaPage Blank { get; } = new(new byte[PfrPage.Length]);

    /// <summary>Reads a page.</summary>
    /// <param name="bytes">512 bytes.</param>
    public static Parsed<CfpaPage> Parse(ReadOnlySpan<byte> bytes) =>
        PfrPage.CheckLength(bytes, "CFPA") is { } fault ? fault : new CfpaPage(bytes.ToArray());

    /// <summary>The page with another version.</summary>
    /// <param name="version">The version.</param>
    public CfpaPage WithVersion(uint version) => With(VersionAt, version);

    /// <summary>The page with another ROTKH_REVOKE.</summary>
    /// <param name="revoke">The word.</param>
    public CfpaPage WithRootRevoke(uint revoke) => With(RevokeAt, revoke);

    /// <summary>The page with another VENDOR_USAGE; the inverse half is made.</summary>
    /// <param name="usage">The low half.</param>
    public CfpaPage WithVendorUsage(ushort usage) => With(VendorUsageAt, usage | ((uint)(ushort)~usage << 16));

    /// <summary>The page with other debug rights.</summary>
    /// <param name="pin">Which are fixed.</param>
    /// <param name="fixedValues">Their values.</param>
    public CfpaPage WithSocu(SocuWord pin, SocuWord fixedValues) => With(SocuPinAt, pin.Word).With(SocuDefaultAt, fixedValues.Word);

    /// <summary>The page with the mark that the CMPA is being programmed, or without it.</summary>
    /// <param name="inProgress">Which of the two.</param>
    public CfpaPage WithCmpaInProgress(bool inProgress) => With(CmpaInProgressAt, inProgress ? CmpaInProgress : 0);

    /// <summary>The page without digest or seal request.</summary>
    public CfpaPage WithoutDigest()
    {
        var copy = (byte[])_bytes.Clone();
        copy.AsSpan(PfrPage.DigestOffset).Clear();
        return new(copy);
    }

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset));

    private CfpaPage With(int offset, uint value)
    {
        var copy = (byte[])_bytes.Clone();
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(offset), value);
        return new(copy);
    }
}
