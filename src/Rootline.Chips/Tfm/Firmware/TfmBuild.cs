using Rootline.Formats.Psa;
using Rootline.Formats.Tfm;
using Rootline.Services.Attestation;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// What the virtual board's firmware was built to be. Byte form, 16 bytes in flash: <c>RLTFMB01</c>; revision u8; profile u8;
/// options u8 (1 dummy provisioning, 2 key id, 4 no optional claims, 8 boot seed per boot, 16 halt on panic, 32 encrypted images,
/// 64 polls for a bundle, 128 BL1); key form u8; images u8 (0 stands for 2); counters of the non-secure side u8; zero;
/// one-time memory u8 (0 flash, 1 CryptoCell-312).
/// </summary>
public sealed record TfmBuild
{
    /// <summary>Bytes of the byte form.</summary>
    public const int Length = 16;

    /// <summary>The images that every build has: secure and non-secure.</summary>
    public const int LeastImages = 2;

    /// <summary>The most counters of the non-secure side.</summary>
    public const int MaxNonSecureCounters = 3;

    /// <summary>Bytes of the key that the content keys of encrypted images are wrapped for.</summary>
    public const int ImageKeyLength = 32;

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

    /// <summary>How many images its boot loader verifies: 2, or up to 4 where the board has firmware or data of its own beside them.</summary>
    public int Images { get; init; } = LeastImages;

    /// <summary>How many counters of the non-secure side one-time memory has, 0 to 3.</summary>
    public int NonSecureCounters { get; init; }

    /// <summary>Whether its boot loader opens encrypted images with the key <see cref="Formats.Tfm.OtpElement.KeyBl2Encryption"/> of one-time memory.</summary>
    public bool TakesEncryptedImages { get; init; }

    /// <summary>The elements of one-time memory that stand in fuses, because TF-M's struct in flash has no place for them.</summary>
    public IReadOnlyList<(OtpElement Element, int Length)> Fuses => HasBl1
        ? [(OtpElement.KeyBl2Encryption, ImageKeyLength), .. FusesOfBl1]
        : TakesEncryptedImages ? [(OtpElement.KeyBl2Encryption, ImageKeyLength)] : [];

    /// <summary>
    /// Whether BL1 stands in front of the boot loader: BL1_1, which cannot be changed, takes BL1_2 out of one-time memory, and that opens
    /// and verifies BL2's image, which runs in RAM.
    /// </summary>
    public bool HasBl1 { get; init; }

    /// <summary>The form of the data that BL1 takes.</summary>
    public Bl1DataForm Bl1Form => IsOld ? Bl1DataForm.Tfm17 : Bl1DataForm.Newest;

    /// <summary>The layout of BL2's image where BL1 opens it.</summary>
    public LoaderImageLayout LoaderImage => IsOld ? LoaderImageLayout.Tfm17(An521Map.LoaderLength) : LoaderImageLayout.Tfm22(An521Map.LoaderLength);

    private static IEnumerable<(OtpElement Element, int Length)> FusesOfBl1 =>
    [
        (OtpElement.Guk, 32), (OtpElement.Bl12ImageHash, 32), (OtpElement.Bl2ImageHash, 32), (OtpElement.Bl1Rotpk0, Core.Crypto.LmsPublicKey.Length),
        (OtpElement.Bl1NvCounter0, 16), (OtpElement.Bl12Image, An521Map.Bl12Length),
    ];

    /// <summary>
    /// Whether its boot loader waits for a provisioning bundle in RAM, as TF-M 2.0 and later do on boards that are built so. The
    /// bundle's code burns everything; the secure image provisions nothing.
    /// </summary>
    public bool PollsForBundle { get; init; }

    /// <summary>The layout of the bundle that the boot loader waits for.</summary>
    public BundleLayout Bundle => new(0x2000, 0x400, 0x400, new(OtpForm.RotpkLength, Images), PsaRot);

    /// <summary>Whether one-time memory and life cycle stand in the fuses of a CryptoCell-312; else in flash.</summary>
    public bool HasCryptoCell { get; init; }

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
    public OtpLayoutForm OtpForm => new(Revision == TfmRevision.V230 ? TfmRelease.Tfm23 : TfmRelease.Tfm17, HasRawKeys ? RawKeyLength : 32, NonSecureCounters: NonSecureCounters);

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
        var options = (TfmBuildOptions)bytes[VersionAt + 2];
        var build = new TfmBuild
        {
            Revision = (TfmRevision)bytes[VersionAt],
            Profile = (PsaProfile)bytes[VersionAt + 1],
            HasDummyProvisioning = options.HasFlag(TfmBuildOptions.DummyProvisioning),
            IncludesKeyId = options.HasFlag(TfmBuildOptions.KeyId),
            LeavesOutOptionalClaims = options.HasFlag(TfmBuildOptions.NoOptionalClaims),
            DrawsBootSeed = options.HasFlag(TfmBuildOptions.BootSeedPerBoot),
            HaltsOnPanic = options.HasFlag(TfmBuildOptions.HaltOnPanic),
            TakesEncryptedImages = options.HasFlag(TfmBuildOptions.EncryptedImages),
            PollsForBundle = options.HasFlag(TfmBuildOptions.Bundle),
            HasBl1 = options.HasFlag(TfmBuildOptions.Bl1),
            HasRawKeys = bytes[VersionAt + 3] == RawKeyLength,
            Images = Math.Max(LeastImages, (int)bytes[VersionAt + 4]),
            NonSecureCounters = bytes[VersionAt + 5],
            HasCryptoCell = bytes[^1] != 0,
        };
        bool isKnown = Enum.IsDefined(build.Revision) && Enum.IsDefined(build.Profile) && build.Images <= OtpLayout.MaxImages && build.NonSecureCounters <= MaxNonSecureCounters;
        return isKnown && build.ToBytes().AsSpan().SequenceEqual(bytes) ? build : null;
    }

    /// <summary>The byte form, 16 bytes.</summary>
    public byte[] ToBytes() =>
    [
        .. Magic, (byte)Revision, (byte)Profile, (byte)Options, (byte)OtpForm.RotpkLength,
        (byte)(Images == LeastImages ? 0 : Images), (byte)NonSecureCounters, 0, (byte)(HasCryptoCell ? 1 : 0),
    ];

    private TfmBuildOptions Options =>
        (HasDummyProvisioning ? TfmBuildOptions.DummyProvisioning : 0) | (IncludesKeyId ? TfmBuildOptions.KeyId : 0)
        | (LeavesOutOptionalClaims ? TfmBuildOptions.NoOptionalClaims : 0) | (DrawsBootSeed ? TfmBuildOptions.BootSeedPerBoot : 0)
        | (HaltsOnPanic ? TfmBuildOptions.HaltOnPanic : 0) | (TakesEncryptedImages ? TfmBuildOptions.EncryptedImages : 0)
        | (PollsForBundle ? TfmBuildOptions.Bundle : 0) | (HasBl1 ? TfmBuildOptions.Bl1 : 0);

    [Flags]
    private enum TfmBuildOptions : byte
    {
        DummyProvisioning = 1,
        KeyId = 2,
        NoOptionalClaims = 4,
        BootSeedPerBoot = 8,
        HaltOnPanic = 16,
        EncryptedImages = 32,
        Bundle = 64,
        Bl1 = 128,
    }
}
