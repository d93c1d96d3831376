using Rootline.Core.Entropy;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Formats.Mcuboot.Verdict;
using Rootline.TestSupport;
using Rootline.TestSupport.Images;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Peers.Cli;

/// <summary>Images between MCUboot's own imgtool and us.</summary>
public sealed class ImgtoolTests(ITestOutputHelper output) : IDisposable
{
    private const int Sets = 40;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ImgtoolFact]
    public void Images_of_ours_with_random_options_verify_in_the_original()
    {
        var entropy = new SeededEntropy(7);
        using var random = new RandomRecipe(entropy);
        for (int set = 0; set < Sets; set++)
        {
            var (recipe, loader) = random.Draw();
            // The original reads little-endian images only, and hashes the payload as it lies.
            recipe = recipe with { Order = ImageByteOrder.Little, Encryption = recipe.Encryption is null ? null : recipe.Encryption with { Clear = true } };
            using var file = new MemoryStream();
            var made = ImageWriter.Write(recipe, ImagePayload.Of(random.Bytes(random.Below(700))), file, entropy);
            File.WriteAllBytes(_folder.PathOf("a.bin"), file.ToArray());
            using var pem = Formats.Files.PemText.Encode("PUBLIC KEY", recipe.Signers[^1].Signer.SubjectPublicKeyInfo);
            File.WriteAllBytes(_folder.PathOf("key.pem"), pem.Span.ToArray());
            var run = ImgtoolFactAttribute.Run(_folder.Folder, "verify", "-k", "key.pem", "a.bin");
            Assert.True(run.Exit == 0, $"set {set}: {run.Output}{run.Error}; {recipe}");
            Assert.Contains($"Image version: {made.Header.Version}\n", run.Output, StringComparison.Ordinal);
            var own = loader with { Order = ImageByteOrder.Little, Slot = LoaderSlot.Primary };
            Assert.True(ImageVerdict.Of(file, own).Ok);
        }

        output.Tell($"imgtool: {Sets} images of ours with random options verify in the original");
    }

    [ImgtoolFact]
    public void Images_of_the_original_are_taken_by_us()
    {
        File.WriteAllBytes(_folder.PathOf("p.bin"), new byte[1000]);
        string[] options =
        [
            "", "--public-key-format full", "-s 7", "-s auto -d (1,1.2.3)", "--boot-record SPE", "--vid acme.test --cid board", "--custom-tlv 0xa1 0x0102",
            "--pad --align 8", "--confirm --align 32", "--non-bootable", "-R 0", "--pad-sig",
        ];
        int images = 0;
        foreach (string type in (string[])["rsa-2048", "rsa-3072", "ecdsa-p256", "ecdsa-p384", "ed25519"])
        {
            Assert.Equal(0, ImgtoolFactAttribute.Run(_folder.Folder, "keygen", "-k", $"{type}.pem", "-t", type).Exit);
            foreach (string option in options.Skip(images % 2).Where((_, i) => i % 2 == 0))
            {
                images++;
                var made = ImgtoolFactAttribute.Run(_folder.Folder, ["sign", "-k", $"{type}.pem", "-v", "1.2.3+4", "-H", "0x200", "-S", "0x8000", "--pad-header", .. Words(option), "p.bin", "a.bin"]);
                Assert.True(made.Exit == 0, made.Error);
                var run = CliRun.Of(_folder.Folder, ["image", "verify", "a.bin", "-k", $"{type}.pem", "--data-image", "--pad-sig", "--allow-list"]);
                Assert.True(run.Exit == 0, $"{type} {option}: {run.Output}{run.Error}");
            }
        }

        output.Tell($"imgtool: {images} images of the original are taken by us");
    }

    private static string[] Words(string option) => option.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
