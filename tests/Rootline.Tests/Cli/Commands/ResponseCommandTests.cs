using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Trust;
using Rootline.Foundry.Nxp;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>A stored response is judged by the chain and by the rule that is given.</summary>
public sealed class ResponseCommandTests : IDisposable
{
    private static readonly Lazy<VirtualVendor> ByIdentity =
        new(() => VirtualVendor.Found(Families.Lpc55S3x, new VirtualClock(VirtualClock.Epoch), new SystemEntropy(), ResponseKeyRule.Identity));

    private readonly TempFolder _folder = new();

    public ResponseCommandTests()
    {
        File.WriteAllBytes(_folder.PathOf("root.crt"), ByIdentity.Value.RootCertificate);
        File.WriteAllBytes(_folder.PathOf("prod.crt"), ByIdentity.Value.ProductionCertificate);
        File.WriteAllBytes(_folder.PathOf("prod.pem"), KeyFile.WritePublic(ByIdentity.Value.ProductionKey.PublicKey));
        File.WriteAllBytes(_folder.PathOf("other.crt"), ChipLab.Vendor.RootCertificate);
        File.WriteAllBytes(_folder.PathOf("otherprod.crt"), ChipLab.Vendor.ProductionCertificate);
        File.WriteAllBytes(_folder.PathOf("response.bin"), Respond(ByIdentity.Value, new OemKeyFlags(1, 1, Ca: true)));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_genuine_response_is_good_by_its_rule()
    {
        var run = Words("response verify response.bin -r root.crt -i prod.crt --response-key-rule identity");
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Matches(
            "^chip      [0-9a-f]{32}\nvendor    NXP_PROD is signed by the root\nDIE       version 1, signed by NXP_PROD\nresponse  signed by the chip's identity key\nOEM keys  00 10\n$",
            run.Output);
    }

    [Fact]
    public void By_the_other_rule_it_is_rejected_and_says_so()
    {
        var run = Words("response verify response.bin -i prod.pem --json");
        Assert.Equal(3, run.Exit);
        Assert.Matches(
            """^\{"ok":false,"chip":"[0-9a-f]{32}","vendor":"given","dieVersion":1,"dieSigned":true,"rule":"attestation","responseSigned":false,"signedByOtherRule":true,"oemKeys":\[0,16\]\}\n$""",
            run.Output);
        Assert.Contains("its other key did: see --response-key-rule", run.Error, StringComparison.Ordinal);
        Assert.Contains("response-rejected", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-r other.crt -i prod.crt --response-key-rule identity", "the root did not sign NXP_PROD")]
    [InlineData("-i otherprod.crt --response-key-rule identity", "NXP_PROD did not sign the DIE certificate")]
    [InlineData("-r other.crt -i otherprod.crt --response-key-rule identity", "NXP_PROD did not sign the DIE certificate")]
    public void Another_vendor_is_told_from_the_chips_own(string words, string what)
    {
        var run = Words($"response verify response.bin {words}");
        Assert.Equal(3, run.Exit);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("did not sign the response", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attestation")]
    [InlineData("identity")]
    public void With_a_version_0_certificate_both_rules_judge_alike(string rule)
    {
        File.WriteAllBytes(_folder.PathOf("zero.bin"), Respond(ChipLab.Vendor, new OemKeyFlags(0, 0)));
        var run = Words($"response verify zero.bin -r other.crt -i otherprod.crt --response-key-rule {rule}");
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("response  signed by the chip's identity key\nOEM keys  none\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_with_a_changed_signature_is_rejected_by_both_rules()
    {
        byte[] changed = File.ReadAllBytes(_folder.PathOf("response.bin"));
        changed[^1] ^= 1;
        File.WriteAllBytes(_folder.PathOf("response.bin"), changed);
        foreach (string rule in ResponseKeyRules.Names)
        {
            var run = Words($"response verify response.bin -i prod.crt --response-key-rule {rule}");
            Assert.Equal(3, run.Exit);
            Assert.Contains($"the chip's {rule} key did not sign the response", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("its other key did", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("response verify prod.crt -i prod.crt")]
    [InlineData("response verify nowhere.bin -i prod.crt")]
    [InlineData("response verify response.bin -r root.crt -i prod.pem")]
    public void What_cannot_be_judged_is_refused_without_a_verdict(string line)
    {
        var run = Words(line);
        Assert.Equal((2, ""), (run.Exit, run.Output));
    }

    private static byte[] Respond(VirtualVendor vendor, OemKeyFlags flags)
    {
        using var birth = vendor.MakeChip(new SystemEntropy());
        using var bench = new ChipBench(birth);
        bench.Host.ReceiveSbFile(vendor.MakeProvisioningFirmware(TimeProvider.System, new SystemEntropy(), 112));
        return bench.Prove(new TpChallenge(new byte[TpChallenge.RandomLength], flags.Value).ToBytes());
    }

    private CliRun Words(string line) => CliRun.Of(_folder.Folder, line.Split(' '));
}
