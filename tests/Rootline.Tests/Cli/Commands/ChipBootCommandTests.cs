using System.Text.Json;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.TestSupport;
using Rootline.TestSupport.Boot;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class ChipBootCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ChipBootCommandTests() => File.WriteAllBytes(_folder.PathOf("oem.pem"), PublicKeyFile.Write(PublicKeyInfo.FromSpki(TestImage.Key.PublicKey.ToSpki())!));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mps2-an521", "0x00080000", "0x00080040")]
    [InlineData("stm32u585", "0x00028000", "0x00028040")]
    public void A_board_is_made_secured_and_boots_what_its_owner_signed(string profile, string slot, string entry)
    {
        Demand($"chip make --file b.bin --profile {profile}");
        Demand("chip secure b.bin --key oem.pem --rollback-protection --demand-protections --close-for-ever");
        Put(new TestImage { Counter = 2, Signers = [(TestImage.Key, TlvType.PublicKey, null)] });
        Demand("chip image b.bin --image i.bin --slot primary");
        var json = JsonDocument.Parse(Demand("chip boot b.bin --json")).RootElement;
        Assert.Equal(["profile", "started", "version", "slot", "entry", "digest", "refused", "log"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal((profile, true, "1.0.0+0", slot, entry), (Text(json, "profile"), json.GetProperty("started").GetBoolean(), Text(json, "version"), Text(json, "slot"), Text(json, "entry")));
        Assert.Contains("[INF] Jumping to the first image slot\n", Demand("chip boot b.bin"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_update_is_named_and_a_bad_image_ends_with_three()
    {
        Demand("chip make --file b.bin --profile mps2-an521");
        Demand("chip secure b.bin --key oem.pem --keys-in built-in");
        Put(new TestImage());
        Demand("chip image b.bin --image i.bin --slot primary");
        Put(new TestImage { Signers = [(TestImage.OtherKey, TlvType.KeyHash, null)] });
        Demand("chip image b.bin --image i.bin --request-update");
        var json = JsonDocument.Parse(Demand("chip boot b.bin --json")).RootElement;
        var refused = Assert.Single(json.GetProperty("refused").EnumerateArray());
        Assert.Equal(["image", "slot", "version", "rule", "what"], refused.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("secondary", "signature"), (Text(refused, "slot"), Text(refused, "rule")));
        Demand("chip image b.bin --image i.bin --slot primary");
        var run = Run("chip boot b.bin --json");
        json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((3, false, "signature"), (run.Exit, json.GetProperty("started").GetBoolean(), Text(json, "rule")));
    }

    [Theory]
    [InlineData("chip-profile-unknown", 2, "chip make --file c.bin --profile abacus")]
    [InlineData("usage", 2, "chip make --file c.bin")]
    [InlineData("usage", 2, "chip make --file c.bin --profile mps2-an521 --family lpc55s69")]
    [InlineData("chip-file-exists", 2, "chip make --file b.bin --profile mps2-an521")]
    [InlineData("chip-boot-mode", 2, "chip secure b.bin --key oem.pem --mode scratch")]
    [InlineData("boot-code", 2, "chip secure b.bin --key oem.pem --images 5")]
    [InlineData("chip-place", 2, "chip image b.bin --image oem.pem --index 2")]
    [InlineData("usage", 2, "chip image b.bin --image oem.pem --slot primary --request-update")]
    [InlineData("file-missing", 2, "chip boot nowhere.bin")]
    [InlineData("chip-file-damaged", 2, "chip boot oem.pem")]
    public void What_cannot_be_done_is_refused_by_name(string code, int exit, string line)
    {
        Demand("chip make --file b.bin --profile mps2-an521");
        var run = Run(line);
        Assert.Equal((exit, ""), (run.Exit, run.Output));
        Assert.Contains($"code: {code} ", run.Error, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private void Put(TestImage image) => File.WriteAllBytes(_folder.PathOf("i.bin"), image.ToBytes());

    private string Demand(string line)
    {
        var run = Run(line);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        return run.Output;
    }

    private CliRun Run(string line) => CliRun.Of(_folder.Folder, line.Split(' '));
}
