using System.Text;
using Rootline.Chips.Boot;
using Rootline.Chips.Lpc55;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Oem.Custody;
using Rootline.Oem.Nxp;

namespace Rootline.Cli.Demo;

/// <summary>
/// The product of the demo: boot code that trusts the OEM's image key alone, the image that it boots, and two updates that it must
/// refuse: one that nobody signed, and an older one with the owner's good signature.
/// </summary>
internal sealed record DemoProduct
{
    private const int HeaderSize = 0x200;
    private const int PayloadLength = 6000;

    /// <summary>The version of the product.</summary>
    public static ImageVersion Current { get; } = new(1, 1, 0, 0);

    /// <summary>The security counter of the product.</summary>
    public const uint Counter = 2;

    private static readonly ImageVersion Newer = new(1, 2, 0, 0);
    private static readonly ImageVersion Older = new(1, 0, 0, 0);

    /// <summary>The boot code as it lies in the flash.</summary>
    public required byte[] BootCode { get; init; }

    /// <summary>The product's image.</summary>
    public required byte[] Image { get; init; }

    /// <summary>The updates that must be refused.</summary>
    public required IReadOnlyList<DemoUpdate> BadUpdates { get; init; }

    /// <summary>Draws the image key, signs, and leaves everything as files.</summary>
    /// <param name="context">Where a password would be asked for; there is none.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="world">Clock and randomness.</param>
    public static DemoProduct Make(CommandContext context, DemoFolder folder, DemoWorld world)
    {
        var entropy = world.Entropy.Fork("oem-images");
        var key = KeyDraw.Draw(KeyKind.EcP256, entropy);
        folder.WriteSecret(Path.Combine(folder.Oem, "image_key.pem"), PrivateKeyFile.Write(key));
        folder.Write(Path.Combine(folder.Oem, "image_key_puk.pem"), PublicKeyFile.Write(key.PublicKey));
        var desk = new KeyDesk(new(context.Disk, context.FullPath, new ContextAsker(context), entropy, world.Clock));
        using var signer = desk.SignerOf("the demo's image key", key);
        using var code = BootCodeFile.ToBytes(CodeOf(PublicKeyBytes.Of(signer).OrThrow()));
        var product = new DemoProduct
        {
            BootCode = code.Span.ToArray(),
            Image = Sign(signer, Current, Counter, entropy),
            BadUpdates =
            [
                new("unsigned", Newer, BootRules.Signature, Sign(null, Newer, Counter + 1, entropy)),
                new("rolled back", Older, BootRules.Rollback, Sign(signer, Older, Counter - 1, entropy)),
            ],
        };
        product.Save(folder);
        return product;
    }

    /// <summary>What the product's SB2 file loads, and where.</summary>
    /// <param name="request">The family.</param>
    public IReadOnlyList<ProductPart> PartsFor(DemoRequest request)
    {
        var layout = BootProfiles.Of(ChipProfiles.Of(request.FamilyName)).Layout;
        return [new((uint)layout.BootCode.Start, BootCode), new((uint)layout.Images[0].Primary.Start, Image)];
    }

    private static BootCode CodeOf(PublicKeyBytes key) => new()
    {
        KeySource = BootKeySource.RotpkHash,
        Rotpks = [key.Hash(ImageDigest.Sha256)],
        Rules = BootRuleSet.Protections | BootRuleSet.Rollback | BootRuleSet.Measured | BootRuleSet.AllowList,
    };

    private static byte[] Sign(ISigner? signer, ImageVersion version, uint counter, Core.Entropy.EntropySource entropy)
    {
        var recipe = new ImageRecipe
        {
            Version = version,
            HeaderSize = HeaderSize,
            PadHeader = true,
            SecurityCounter = new SecurityCounter(counter),
            BootRecordType = "DEMO",
            KeyForm = PublicKeyForm.Full,
            Signers = signer is null ? [] : [new(signer)],
        };
        using var image = new MemoryStream();
        ImageWriter.Write(recipe, ImagePayload.Of(Payload(version)), image, entropy);
        return image.ToArray();
    }

    private static byte[] Payload(ImageVersion version)
    {
        var payload = new byte[PayloadLength];
        Encoding.ASCII.GetBytes($"rootline demo product image {version}\n", payload);
        for (int i = 64; i < payload.Length; i++)
            payload[i] = (byte)((i * 31) ^ (i >> 8));
        return payload;
    }

    private void Save(DemoFolder folder)
    {
        folder.Write(Path.Combine(folder.Oem, "boot_code.bin"), BootCode);
        folder.Write(Path.Combine(folder.Oem, "product_image.bin"), Image);
        foreach (var update in BadUpdates)
            folder.Write(Path.Combine(folder.Oem, $"update_{update.What.Replace(' ', '_')}.bin"), update.File);
    }
}

/// <summary>An update that the demo's chips must refuse.</summary>
/// <param name="What">What is wrong with it.</param>
/// <param name="Version">The version that it says.</param>
/// <param name="Rule">The rule that refuses it.</param>
/// <param name="File">The image.</param>
internal sealed record DemoUpdate(string What, ImageVersion Version, string Rule, byte[] File);
