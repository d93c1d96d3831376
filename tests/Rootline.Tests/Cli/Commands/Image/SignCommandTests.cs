using System.Text.Json;
using Rootline.Cli.Commands;
using Rootline.Formats.Mcuboot;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli.Commands.Image;

/// <summary>Images made by the command: options that need each other, nothing half written, both forms of TF-M.</summary>
public sealed class SignCommandTests : IDisposable
{
    private const string Plain = "-v 1.2.3 -H 0x20 -S 0x1000 --pad-header in.bin out.bin";
    private readonly TempFolder _folder = new();

    public SignCommandTests()
    {
        File.WriteAllBytes(_folder.PathOf("in.bin"), [.. Enumerable.Range(0, 100).Select(i => (byte)i)]);
        File.WriteAllText(_folder.PathOf("l_s.o"), "RE_SIGN_BIN_SIZE = (0x800 + 0x800)\nRE_IMAGE_LOAD_ADDRESS = 0x20000000\n");
        Good("image keygen -k p256.pem -t ecdsa-p256");
        Good("image keygen -k p384.pem -t ecdsa-p384");
        Good("image keygen -k ed.pem -t ed25519");
        Good("image keygen -k x.pem -t x25519");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_signed_image_is_told_of_in_text_and_JSON()
    {
        Assert.Contains("version 1.2.3+0, 276 bytes", Good("image sign -k ed.pem " + Plain).Output, StringComparison.Ordinal);
        var json = Json(Good("image sign -k ed.pem --json " + Plain));
        Assert.Equal(("1.2.3+0", 276, 100, "sha256", 1), (json.GetProperty("version").GetString(), json.GetProperty("length").GetInt32(), json.GetProperty("imageSize").GetInt32(),
            json.GetProperty("digestAlgorithm").GetString(), json.GetProperty("signatures").GetInt32()));
        Assert.Contains("made, not signed", Good("image create " + Plain).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_deterministic_signatures_the_image_is_the_same_each_time()
    {
        foreach (string key in (string[])["p256", "p384"])
        {
            Good($"image sign -k {key}.pem --deterministic {Plain}");
            byte[] first = File.ReadAllBytes(_folder.PathOf("out.bin"));
            Good($"image sign -k {key}.pem --deterministic {Plain}");
            Assert.Equal(first, File.ReadAllBytes(_folder.PathOf("out.bin")));
        }
    }

    [Theory]
    [InlineData("image-number", "-v 1 -H 032 -S 0 in.bin out.bin")]
    [InlineData("image-version", "-v 256.0 -H 0x20 -S 0 --pad-header in.bin out.bin")]
    [InlineData("usage", "-v 1 -H 0x20 --pad-header in.bin out.bin")]
    [InlineData("usage", "-v 1 -H 0x20 -S 0 --align 3 in.bin out.bin")]
    [InlineData("usage", "-v 1 -H 0x20 -S 0 --colour red in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad --pad-header in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header in.bin out.hex")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header --clear in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header --measured-boot-record in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header --sig-out s in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header --fix-sig p256.pem in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header --fix-sig-pubkey p256.pem in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header -k ed.pem --pure --sha 512 in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header -k ed.pem --psa-key-ids 1 --psa-key-ids 2 in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header -E p384.pem in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 0 --pad-header -E p256.pem --hmac-sha 512 in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -S 1 --layout l_s.o --align 1 --pad-header in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 -L 64 --layout l_s.o --align 1 --pad-header in.bin out.bin")]
    [InlineData("image-options", "-v 1 -H 0x20 --confirm --layout l_s.o --align 1 --pad-header in.bin out.bin")]
    [InlineData("usage", "-v 1 -H 0x20 --layout l_s.o --pad-header in.bin out.bin")]
    [InlineData("tfm-layout-missing", "-v 1 -H 0x20 --layout in.bin --align 1 --pad-header in.bin out.bin")]
    [InlineData("image-custom-tlv", "-v 1 -H 0x20 -S 0 --pad-header --custom-tlv 0xa0 0x123 in.bin out.bin")]
    [InlineData("image-custom-tlv", "-v 1 -H 0x20 -S 0 --pad-header --custom-tlv 0xa0 0x12zz in.bin out.bin")]
    [InlineData("usage", "-v 1 -H 0x20 -S 0 --pad-header in.bin out.bin --custom-tlv 0xa0")]
    [InlineData("file-missing", "-v 1 -H 0x20 -S 0 --pad-header none.bin out.bin")]
    public void What_cannot_be_made_is_refused_and_leaves_the_old_file(string code, string line)
    {
        File.WriteAllText(_folder.PathOf("out.bin"), "old");
        var run = CliRun.Of(_folder.Folder, ["image", "sign", .. line.Split(' ')]);
        Assert.Equal(2, run.Exit);
        Assert.Contains($"code: {code} ", run.Error, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_folder.PathOf("out.bin")));
        Assert.False(File.Exists(_folder.PathOf("out.bin.new")));
    }

    [Fact]
    public void A_signature_from_elsewhere_is_taken_when_it_verifies_and_refused_when_not()
    {
        string common = "-v 1 -H 0x20 -S 0 --pad-header";
        Good($"image sign {common} -k ed.pem --sig-out ed.sig in.bin signed.bin");
        Good("image getpub -k ed.pem -e pem -o ed-pub.pem");
        Good($"image sign {common} --fix-sig ed.sig --fix-sig-pubkey ed-pub.pem in.bin again.bin");
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("signed.bin")), File.ReadAllBytes(_folder.PathOf("again.bin")));
        var wrong = CliRun.Of(_folder.Folder, $"image sign -v 2 -H 0x20 -S 0 --pad-header --fix-sig ed.sig --fix-sig-pubkey ed-pub.pem in.bin wrong.bin".Split(' '));
        Assert.NotEqual(0, wrong.Exit);
        Assert.False(File.Exists(_folder.PathOf("wrong.bin")));
    }

    [Fact]
    public void An_interruption_leaves_the_old_file()
    {
        File.WriteAllText(_folder.PathOf("out.bin"), "old");
        using var source = new CancellationTokenSource();
        source.Cancel();
        var run = CliRun.Of(AllCommands.List, CliRun.Context(_folder.Folder, cancellation: source.Token), ["image", "sign", .. Plain.Split(' ')]);
        Assert.Equal(130, run.Exit);
        Assert.Equal("old", File.ReadAllText(_folder.PathOf("out.bin")));
        Assert.False(File.Exists(_folder.PathOf("out.bin.new")));
    }

    [Fact]
    public void An_image_can_replace_its_own_input()
    {
        Good("image sign -k ed.pem -v 1 -H 0x20 -S 0 --pad-header in.bin in.bin");
        Assert.Equal(0, CliRun.Of(_folder.Folder, "image", "sign-list", "in.bin").Exit);
    }

    [Fact]
    public void A_layout_gives_slot_and_address_and_L_is_the_key_length_then()
    {
        Good("image sign --layout l_s.o --align 8 -L 256 -E x.pem -v 1 -H 0x20 --pad-header --measured-boot-record in.bin out.bin");
        using var file = File.OpenRead(_folder.PathOf("out.bin"));
        var image = ImageFile.Open(file).OrThrow();
        Assert.Equal(0x20000000u, image.Header.LoadAddress);
        Assert.Equal(ImageFlags.EncryptedAes256 | ImageFlags.RamLoad, image.Header.Flags);
        Assert.Equal("SPE"u8, image.Tlvs.Protected!.Entries.Single().Value.Span[3..6]);
        Assert.Equal(0, CliRun.Tool("tfm-wrapper", _folder.Folder, "--layout", "l_s.o", "--align", "8", "-v", "1", "-H", "0x20", "--pad-header", "--confirm", "in.bin", "out.bin").Exit);
    }

    [Fact]
    public void Signatures_are_added_listed_and_taken_out()
    {
        Good("image sign -k p256.pem --psa-key-ids 7 --public-key-format full -v 1 -H 0x20 -S 0x2000 --pad-header in.bin one.bin");
        Good("image keygen -k second.pem -t ecdsa-p256");
        Assert.Equal("Signature Appended.\n", Good("image sign-append -k second.pem --key-id 8 one.bin two.bin").Output);
        var list = Json(Good("image sign-list two.bin --json")).GetProperty("signatures");
        Assert.Equal([7u, 8u], list.EnumerateArray().Select(s => s.GetProperty("keyId").GetUInt32()));
        Assert.Matches("^\\[0\\] type=ECDSASIG, len=7[0-2], key_id=7, pub_key=3059301306\\.\\.\\., signature=30", Good("image sign-list two.bin").Output);
        Assert.Equal("Signature Removed.\n", Good("image sign-remove --key-id 8 two.bin back.bin").Output);
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("one.bin")), File.ReadAllBytes(_folder.PathOf("back.bin")));
        Refused("image-signature-unit", "image sign-remove --key-id 9 two.bin x.bin");
        Refused("image-signature-unit", "image sign-append -k second.pem --key-id 7 one.bin x.bin");
        Assert.Equal("No signatures found.\n", Good("image sign " + Plain).Exit == 0 ? Good("image sign-list out.bin").Output : "");
    }

    [Fact]
    public void A_padded_image_keeps_its_trailer_where_it_is()
    {
        Good("image sign -k p256.pem --psa-key-ids 7 --public-key-format full -v 1 -H 0x20 -S 0x2000 --confirm --pad-header in.bin one.bin");
        Good("image sign-append -k p256.pem --key-id 8 one.bin two.bin");
        byte[] one = File.ReadAllBytes(_folder.PathOf("one.bin"));
        byte[] two = File.ReadAllBytes(_folder.PathOf("two.bin"));
        Assert.Equal((0x2000, 0x2000), (one.Length, two.Length));
        Assert.Equal(one[^64..], two[^64..]);
        Good("image sign-remove --key-id 8 two.bin back.bin");
        Assert.Equal(one, File.ReadAllBytes(_folder.PathOf("back.bin")));
    }

    [Fact]
    public void What_was_changed_or_cannot_be_seen_gets_no_further_signature()
    {
        Good("image sign -k p256.pem -v 1 -H 0x20 -S 0 --pad-header in.bin one.bin");
        byte[] image = File.ReadAllBytes(_folder.PathOf("one.bin"));
        image[40] ^= 1;
        File.WriteAllBytes(_folder.PathOf("changed.bin"), image);
        Refused("image-signature-unit", "image sign-append -k p256.pem --key-id 8 changed.bin x.bin");
        image[40] ^= 1;
        File.WriteAllBytes(_folder.PathOf("junk.bin"), [.. image, 1, 2, 3]);
        Refused("image-signature-unit", "image sign-append -k p256.pem --key-id 8 junk.bin x.bin");
        Good("image sign -k p256.pem -E p256.pem -v 1 -H 0x20 -S 0 --pad-header in.bin secret.bin");
        Refused("image-signature-unit", "image sign-append -k p256.pem --key-id 8 secret.bin x.bin");
        Good("image sign -k ed.pem --pure -v 1 -H 0x20 -S 0 --pad-header in.bin pure.bin");
        Refused("image-signature-unit", "image sign-append -k ed.pem --key-id 8 pure.bin x.bin");
        Assert.False(File.Exists(_folder.PathOf("x.bin")));
    }

    private static JsonElement Json(CliRun run) => JsonDocument.Parse(run.Output).RootElement;

    private CliRun Good(string line)
    {
        var run = CliRun.Of(_folder.Folder, line.Split(' '));
        Assert.True(run.Exit == 0, run.Error);
        return run;
    }

    private void Refused(string code, string line)
    {
        var run = CliRun.Of(_folder.Folder, line.Split(' '));
        Assert.Equal(2, run.Exit);
        Assert.Contains($"code: {code} ", run.Error, StringComparison.Ordinal);
    }
}
