using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Secrets;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Formats.Tfm;
using Rootline.Links.Gdb;

namespace Rootline.TestSupport.Tfm;

/// <summary>A virtual TF-M chip in memory with signed images in its slots, and twins of it at any moment.</summary>
public sealed class TfmChipBench
{
    private static readonly Lazy<P256PrivateKey> LazySecure = new(() => P256PrivateKey.Generate(new SeededEntropy(61)));
    private static readonly Lazy<P256PrivateKey> LazyNonSecure = new(() => P256PrivateKey.Generate(new SeededEntropy(62)));

    private readonly MemoryStore _store;

    private TfmChipBench(MemoryStore store, TfmBuild build, Cut? cut)
    {
        (_store, Build) = (store, build);
        Power = new PowerDomain("chip") { Records = true };
        if (cut is not null)
            Power.Arm(cut);
        Chip = new TfmChip(store, Power, new SeededEntropy(63));
    }

    /// <summary>What the firmware was built to be.</summary>
    public TfmBuild Build { get; }

    /// <summary>Its files.</summary>
    public TfmFirmware Firmware => new(Build);

    /// <summary>The data that BL1 has to be given; empty where there is no BL1.</summary>
    public byte[] Bl1Data { get; private init; } = [];

    /// <summary>The chip, with power.</summary>
    public TfmChip Chip { get; }

    /// <summary>Its power.</summary>
    public PowerDomain Power { get; }

    /// <summary>What belongs into one-time memory for the keys that sign the images.</summary>
    public IReadOnlyList<byte[]> Rotpks => [.. Enumerable.Range(0, Build.Images).Select(i => RotpkOf(KeyOf(i)))];

    /// <summary>The key that encrypted images are encrypted for, 32 bytes.</summary>
    public static byte[] ImageKey { get; } = [.. Enumerable.Range(0, TfmBuild.ImageKeyLength).Select(i => (byte)(0xC0 + i))];

    /// <summary>A chip as it leaves its maker: firmware in flash, one-time memory blank.</summary>
    public static TfmChipBench Of(TfmBuild build)
    {
        var profile = TfmBoard.ProfileOf(build);
        var store = new MemoryStore(profile.StoreLength);
        var board = Chips.Boot.BootChip.Board(profile, store, new PowerDomain("maker"));
        TfmBoard.PutLoader(board, build, SignatureKind.EcdsaP256);
        byte[] first = build.HasBl1 ? DataOfBl1(board, build) : [];
        var firmware = new TfmFirmware(build);
        for (int image = 0; image < build.Images; image++)
        {
            ReadOnlyMemory<byte> code = image switch
            {
                0 => firmware.Secure.Code,
                1 => firmware.NonSecure.Code,
                _ => (byte[])[.. Enumerable.Repeat((byte)image, 700)],
            };
            board.PutImage(image, build.TakesEncryptedImages, Sign(code, image, build));
            if (build.TakesEncryptedImages)
                board.RequestUpdate(image);
        }

        return new(store, build, null) { Bl1Data = first };
    }

    /// <summary>A chip that was provisioned with the sample's data; it stands behind its provisioning.</summary>
    public static TfmChipBench Provisioned(TfmBuild build)
    {
        var bench = Of(build);
        var debugger = bench.Debugger();
        debugger.GiveBl1(bench.Bl1Data);
        debugger.ProvisionLoader(bench.Rotpks);
        if (debugger.ProvisionSecure(TfmSample.Assembly(), TfmSample.Rot(build)) is not 0 and var error)
            throw new InvalidOperationException($"provisioning answers 0x{error:x}");
        return bench;
    }

    /// <summary>Another chip with the same flash, which loses power at the cut.</summary>
    public TfmChipBench Twin(Cut? cut = null) => new(_store.Snapshot(), Build, cut) { Bl1Data = Bl1Data };

    /// <summary>A copy of what flash and fuses hold.</summary>
    public MemoryStore Content() => _store.Snapshot();

    /// <summary>Throws when the power is gone.</summary>
    public void Demand() => Power.Demand();

    /// <summary>Somebody at the chip's debug port.</summary>
    public TfmDebugger Debugger()
    {
        var clock = new VirtualClock(DateTimeOffset.UnixEpoch);
        var host = new GdbHost(new DeviceWire("debug", new GdbDevice(Chip.Debug, clock), clock), clock);
        host.Open();
        return new(host, Firmware, () => $"{Chip.Console.TakeText()} ({Chip.Outcome?.Refusal})");
    }

    private static byte[] DataOfBl1(Chips.Boot.BootChip board, TfmBuild build)
    {
        using var data = Bl1Making.Put(board, build, SignatureKind.EcdsaP256, new SeededEntropy(66));
        return data.Span.ToArray();
    }

    private byte[] RotpkOf(P256PrivateKey key)
    {
        var bytes = PublicKeyBytes.FromSpki(key.PublicKey.ToSpki()).OrThrow();
        return Build.HasRawKeys ? Rotpk.ToRaw(bytes) : bytes.Hash(ImageDigest.Sha256);
    }

    private static P256PrivateKey KeyOf(int image) => image % 2 == 0 ? LazySecure.Value : LazyNonSecure.Value;

    private static byte[] Sign(ReadOnlyMemory<byte> code, int image, TfmBuild build)
    {
        using var recipient = ContentKeyRecipient.OfKeyWrap(Secret.CopyOf(ImageKey)).OrThrow();
        var recipe = new ImageRecipe
        {
            Version = image == 0 ? ImageVersion.Parse(build.Version).OrThrow() : new(0, 0, 0, 0),
            HeaderSize = An521Map.ImageHeader,
            PadHeader = true,
            SecurityCounter = new(1),
            BootRecordType = image switch
            {
                0 => "SPE",
                1 => "NSPE",
                _ => $"IMG{image}",
            },
            Signers = [new(new P256Signer(KeyOf(image), new SeededEntropy(64)))],
            Encryption = build.TakesEncryptedImages ? new ImageEncryption(recipient) { KeyLength = TfmBuild.ImageKeyLength } : null,
            KeyForm = build.HasRawKeys ? PublicKeyForm.Hash : PublicKeyForm.Full,
        };
        using var output = new MemoryStream();
        ImageWriter.Write(recipe, ImagePayload.Of(code), output, new SeededEntropy(65));
        return output.ToArray();
    }
}
