using Rootline.Formats.Psa;
using Rootline.Formats.Tfm;
using Rootline.Services.Attestation;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// What the virtual board's firmware was built to be. Byte form, 16 bytes in flash: <c>RLTFMB01</c>; revision u8; profile u8;
/// options u8 (1 dummy provisioning, 2 key id, 4 no optional claims, 8 boot seed per boot, 16 halt on panic); key form u8; zeros.
/// </summary>
public sealed record TfmBuild
{
    /// <summary>Bytes of the byte form.</summary>
    public const int Length = 16;

    private const int VersionAt = 8;
    private const int RawKeyLength = 68;

    /// <summary>The release.</summary>
    public TfmRevision Revision { get; init; } = TfmRevision.V222;

    /// <summary>The profile of its tokens.</summary>
    public PsaProfile Profile { get; init; } = PsaProfile.IotProfile1;

    /// <summary>
    /// Whether it provisions itself with TF-M's published test values. Such a device is not secure and says so on its console; it must
    /// never leave a test bench.
    /// </summary>
    public bool HasDummyProvisioning { get; init; }

    /// <summary>Whether tokens name their key.</summary>
    public bool IncludesKeyId { get; init; }

    /// <summary>Whether tokens leave verification service and certification reference out.</summary>
    public bool LeavesOutOptionalClaims { get; init; }

    /// <summary>Whether the boot seed is drawn at each boot; TF-M's own is the same for ever.</summary>
    public bool DrawsBootSeed { get; init; }

    /// <summary>Whether the secure image halts where TF-M's default resets.</summary>
    public bool HaltsOnPanic { get; init; }

    /// <summary>Whether one-time memory holds the images' public keys as raw points of P-256; else their hashes.</summary>
    public bool HasRawKeys { get; init; }

    private static ReadOnlySpan<byte> Magic => "RLTFMB01"u8;

    /// <summary>How the release is told.</summary>
    public string Version => Revision switch
    {
        TfmRevision.V170 => "1.7.0",
        TfmRevision.V222 => "2.2.2",
        _ => "2.3.0",
    };

    /// <summary>Whether it is of the releases up to 2.1: instance id of the point, client id -1, console of the secure image with zero bytes.</summary>
    public bool IsOld => Revision == TfmRevision.V170;

    /// <summary>The layout of one-time memory.</summary>
    public OtpLayoutForm OtpForm => new(Revision == TfmRevision.V230 ? TfmRelease.Tfm23 : TfmRelease.Tfm17, HasRawKeys ? RawKeyLength : 32);

    /// <summary>How much of the swap count is programmed.</summary>
    public SwapCountForm SwapCount => IsOld ? SwapCountForm.FirstUnit : SwapCountForm.Whole;

    /// <summary>The layout of the struct that the secure image takes: 300 bytes with a name of the key, else 268.</summary>
    public PsaRotLayout PsaRot => new(IsOld || IncludesKeyId, 32, 32);

    /// <summary>What the attestation service is built to do.</summary>
    public AttestationBuild Attestation => (IsOld ? AttestationBuild.Tfm17(Profile) : AttestationBuild.Tfm22(Profile)) with
    {
        IncludesKeyId = IncludesKeyId,
        IncludesOptionalClaims = !LeavesOutOptionalClaims,
        BootSeed = DrawsBootSeed ? BootSeedRule.PerBoot : BootSeedRule.Constant,
    };

    /// <summary>The non-secure caller as the services see it.</summary>
    public int NonSecureClient => IsOld ? -1 : -0x3C000000;

    /// <summary>Reads the byte form; null when the bytes are none.</summary>
    /// <param name="bytes">16 bytes.</param>
    public static TfmBuild? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || !bytes.StartsWith(Magic))
            return null;
        var build = new TfmBuild
        {
            Revision = (TfmRevision)bytes[VersionAt],
            Profile = (PsaProfile)bytes[VersionAt + 1],
            HasDummyProvisioning = (bytes[VersionAt + 2] & 1) != 0,
            IncludesKeyId = (bytes[VersionAt + 2] & 2) != 0,
            LeavesOutOptionalClaims = (bytes[VersionAt + 2] & 4) != 0,
            DrawsBootSeed = (bytes[VersionAt + 2] & 8) != 0,
            HaltsOnPanic = (bytes[VersionAt + 2] & 16) != 0,
            HasRawKeys = bytes[VersionAt + 3] == RawKeyLength,
        };
        return Enum.IsDefined(build.Revision) && Enum.IsDefined(build.Profile) && build.ToBytes().AsSpan().SequenceEqual(bytes) ? build : null;
    }

    /// <summary>The byte form, 16 bytes.</summary>
    public byte[] ToBytes()
    {
        int options = (HasDummyProvisioning ? 1 : 0) | (IncludesKeyId ? 2 : 0) | (LeavesOutOptionalClaims ? 4 : 0) | (DrawsBootSeed ? 8 : 0) | (HaltsOnPanic ? 16 : 0);
        return [.. Magic, (byte)Revision, (byte)Profile, (byte)options, (byte)OtpForm.RotpkLength, 0, 0, 0, 0];
    }
}
