using System.Text.Json;
using Rootline.Formats.Mcuboot;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Mcuboot.Verdict;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Cli.Commands;

public sealed class ImageVerifyCommandTests : IDisposable
{
    private readonly ITestOutputHelper _output;
    private readonly TempFolder _folder = new();

    public ImageVerifyCommandTests(ITestOutputHelper output)
    {
        _output = output;
        byte[] image = new ImageMaker { Protected = [new(TlvType.SecurityCounter, new byte[] { 7, 0, 0, 0 })] }.Bytes;
        File.WriteAllBytes(_folder.PathOf("good.bin"), image);
        image[70] ^= 1;
        File.WriteAllBytes(_folder.PathOf("bad.bin"), image);
        File.WriteAllBytes(_folder.PathOf("big.bin"), new ImageMaker { Order = ImageByteOrder.Big }.Bytes);
        File.WriteAllBytes(_folder.PathOf("data.bin"), new ImageMaker { Header = new() { HeaderSize = 64, ImageSize = 4, Flags = ImageFlags.NonBootable } }.Bytes);
        File.WriteAllBytes(_folder.PathOf("full.bin"), new ImageMaker { Open = d => [ImageMaker.Digest(d), new(TlvType.PublicKey, ImageMaker.Signer.Bytes.ToArray()), ImageMaker.Sign(d)] }.Bytes);
        File.WriteAllBytes(_folder.PathOf("id.bin"), new ImageMaker { Open = d => [ImageMaker.Digest(d), new(TlvType.KeyId, new byte[] { 9, 0, 0, 0 }), ImageMaker.Sign(d)] }.Bytes);
        File.WriteAllBytes(_folder.PathOf("sign.der"), ImageMaker.Signer.ToSpki());
        File.WriteAllBytes(_folder.PathOf("other.der"), ImageMaker.Other.ToSpki());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_image_is_told_with_its_version_its_signer_and_the_loader_that_was_assumed()
    {
        var run = Run("image verify good.bin -k sign.der --counter 7");
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.StartsWith("good.bin would boot\n  version  1.2.3+4\n  digest   SHA256 ", run.Output, StringComparison.Ordinal);
        Assert.Contains("  signed   by the Ed25519 key ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("  judged   for a loader of Ed25519 signatures; stored counter 7; size not judged\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_image_ends_with_3_and_the_rule_with_what_to_do()
    {
        var run = Run("image verify good.bin bad.bin -k sign.der");
        Assert.Equal(3, run.Exit);
        Assert.Contains("good.bin would boot\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("bad.bin is refused by rule 18, digest: the image says the digest ", run.Output, StringComparison.Ordinal);
        Assert.Contains("(1 of 2 images are refused)\n  code: image-rejected (file)\n  next: do not use the image", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, Run("image verify good.bin -k sign.der --counter 8").Exit);
        Assert.Equal(3, Run("image verify good.bin -k other.der").Exit);
        Assert.Equal(3, Run("image verify data.bin -k sign.der").Exit);
        Assert.Equal(0, Run("image verify data.bin -k sign.der --data-image").Exit);
    }

    [Fact]
    public void JSON_is_that_of_the_kept_fixture() =>
        Assert.Equal(File.ReadAllText(RepositoryRoot.PathOf("tests/vectors/mcuboot/verify-v1.json")), Run("image verify good.bin bad.bin -k sign.der --json").Output);

    [Fact]
    public void JSON_keeps_its_shape()
    {
        var run = Run("image verify good.bin bad.bin -k sign.der --json");
        Assert.Equal(3, run.Exit);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["format", "ok", "rule", "version", "digest", "images"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal((1, false, "digest"), (json.GetProperty("format").GetInt32(), json.GetProperty("ok").GetBoolean(), json.GetProperty("rule").GetString()));
        var images = json.GetProperty("images").EnumerateArray().ToList();
        Assert.All(images, i => Assert.Equal(["file", "ok", "rule", "version", "digest", "what", "next", "length", "signers", "findings"], i.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(("good.bin", true, JsonValueKind.Null, "1.2.3+4"), (images[0].GetProperty("file").GetString(), images[0].GetProperty("ok").GetBoolean(), images[0].GetProperty("rule").ValueKind, images[0].GetProperty("version").GetString()));
        Assert.Equal(["digest", "signature", "signature-present"], images[1].GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("rule").GetString()));
        Assert.Contains("\"code\":\"image-rejected\"", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_found_as_the_loader_finds_it()
    {
        string hash = Convert.ToHexStringLower(ImageMaker.Signer.Hash(ImageDigest.Sha256));
        Assert.Equal(0, Run("image verify full.bin -k sign.der").Exit);
        Assert.Equal(0, Run("image verify full.bin -k sign.der --hw-key").Exit);
        Assert.Equal(0, Run($"image verify full.bin --key-hash {hash}").Exit);
        Assert.Equal(3, Run($"image verify full.bin --key-hash {hash[2..]}00").Exit);
        Assert.Equal(3, Run("image verify good.bin -k sign.der --hw-key").Exit);
        Assert.Equal(0, Run("image verify good.bin -k sign.der --builtin-key").Exit);
        Assert.Equal(3, Run("image verify good.bin -k sign.der --builtin-key --image-number 1").Exit);
        Assert.Equal(0, Run("image verify id.bin -k sign.der --builtin-key --key-id 9").Exit);
        Assert.Equal(3, Run("image verify id.bin -k sign.der --builtin-key --key-id 8").Exit);
        Assert.Equal(0, Run("image verify good.bin -k other.der -k sign.der").Exit);
        Assert.Equal(3, Run("image verify good.bin -k other.der -k sign.der --all-keys").Exit);
        Assert.Equal(0, Run("image verify big.bin -k sign.der").Exit);
        Assert.Equal(0, Run("image verify good.bin --without-signature").Exit);
    }

    [VectorFact]
    public void Encrypted_images_and_HEX_are_judged_with_the_device_s_key()
    {
        string set = Path.Combine(Vectors.Folder!, "mcuboot");
        (string Image, string Key)[] good =
        [
            ("images/enc-kw-128.bin", "keys/kek128.b64"), ("images/enc-kw-128.bin", "keys/kek128.bin"), ("images/enc-kw-256.bin", "keys/kek256.b64"),
            ("images/enc-x25519-256.bin", "keys/enc-x25519.pem"),
        ];
        Assert.All(good, g => Assert.Equal(0, CliRun.Of(set, "image", "verify", g.Image, "--without-signature", "--encrypted-with", g.Key).Exit));
        Assert.Equal(0, CliRun.Of(set, "image", "verify", "images/enc-p256-256-p16.bin", "images/hex-hex.hex", "images/hex-hex-pad32.hex", "-k", "keys/sign-p256.pem", "--encrypted-with", "keys/enc-p256.pem").Exit);
        Assert.Equal(0, CliRun.Of(set, "image", "verify", "images/enc-clear-p256.bin", "-k", "keys/sign-p256.pem", "--encrypted-with", "keys/enc-p256.pem", "--slot", "primary").Exit);
        Assert.Equal(3, CliRun.Of(set, "image", "verify", "images/enc-p256-256-p16.bin", "-k", "keys/sign-p256.pem", "--encrypted-with", "keys/otherenc-p256.pem").Exit);
        Assert.Equal(3, CliRun.Of(set, "image", "verify", "images/enc-p256-256-p16.bin", "-k", "keys/sign-p256.pem").Exit);
        Assert.Equal(2, CliRun.Of(set, "image", "verify", "images/enc-p256-256-p16.bin", "-k", "keys/sign-p256.pem", "--encrypted-with", "keys/sign-p384.pem").Exit);
    }

    [Fact]
    public void In_the_words_of_the_original_an_image_is_validated_or_not()
    {
        var run = Run("image verify good.bin -k sign.der --imgtool");
        Assert.Equal(0, run.Exit);
        Assert.Matches("^Image was correctly validated\nImage version: 1.2.3\\+4\nImage digest: [0-9a-f]{64}\n$", run.Output);
        Fails("Image has an invalid hash", "rule 18, digest: ", "image verify bad.bin -k sign.der --imgtool");
        Fails("No signature found for the given key", "rule 24, signature-present: the image is signed with another key", "image verify good.bin -k other.der --imgtool");
        Fails("Invalid image magic; is this an MCUboot image?", "rule 2, header-magic: ", "image verify sign.der --imgtool");
    }

    [Theory]
    [InlineData("image verify good.bin", "no key is given")]
    [InlineData("image verify none.bin -k sign.der", "none.bin")]
    [InlineData("image verify good.bin -k good.bin", "good.bin")]
    [InlineData("image verify good.bin -k sign.der --key-id 1 --key-id 2", "1 keys and 2 key ids")]
    [InlineData("image verify good.bin -k sign.der --key-id x", "--key-id")]
    [InlineData("image verify good.bin --key-hash 00", "--key-hash has 2 characters")]
    [InlineData("image verify good.bin -k sign.der --counter -1", "--counter")]
    [InlineData("image verify good.bin -k sign.der --slot-size 4096", "without --mode")]
    [InlineData("image verify good.bin -k sign.der --encrypted-with sign.der", "sign.der")]
    [InlineData("image verify good.bin -k sign.der --cid board", "--cid")]
    [InlineData("image verify good.hex -k sign.der", "good.hex")]
    public void What_cannot_be_judged_is_an_error_of_the_operator(string line, string why)
    {
        var run = Run(line);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [VectorFact]
    public void The_original_s_words_are_ours_wherever_the_verdict_is_the_same()
    {
        // Where the original refuses for another reason than ours, and one image that it cannot read.
        string[] otherwise = ["bigendian", "hdr-protsize-nonzero", "trunc-1663", "trunc-1624"];
        int same = 0;
        int crashes = 0;
        List<string> stricter = [];
        List<string> wrong = [];
        foreach (var vector in ImageVector.All.Where(Asked))
        {
            var said = vector.Row.GetProperty("imgtool_verify");
            string[] args = [.. said.GetProperty("args").EnumerateArray().Skip(1).Select(a => a.GetString()!)];
            var run = CliRun.Of(Path.Combine(Vectors.Folder!, "mcuboot"), ["image", "verify", "--imgtool", .. args]);
            string words = string.Concat(said.GetProperty("stdout").EnumerateArray().Select(l => $"{l.GetString()}\n"));
            int exit = said.GetProperty("exit").GetInt32();
            if ((run.Exit, run.Output) == (exit, words))
                same++;
            else if (words.StartsWith("struct.error", StringComparison.Ordinal) && run is { Exit: 1, Output.Length: > 0 })
                crashes++;
            else if (exit == 0 && run.Exit == 1 && vector.Class == "negative")
                stricter.Add(vector.Id);
            else if (!otherwise.Contains(vector.Id))
                wrong.Add($"{vector.Id}: {run.Exit} {run.Output}{run.Error} / {words}");
        }

        Assert.Equal("", string.Join("\n", wrong));
        _output.Tell($"image verify --imgtool: {same} vectors in the same words, {crashes} that the original crashes at, {stricter.Count} that it takes and we do not");
    }

    private void Fails(string words, string rule, string line)
    {
        var run = Run(line);
        Assert.Equal((1, $"{words}\n"), (run.Exit, run.Output));
        Assert.Contains(rule, run.Error, StringComparison.Ordinal);
    }

    private static bool Asked(ImageVector v) => v.Row.TryGetProperty("imgtool_verify", out _);

    private (int Exit, string Output, string Error) Run(string line)
    {
        var run = CliRun.Of(_folder.Folder, line.Split(' '));
        return (run.Exit, run.Output, run.Error);
    }
}
