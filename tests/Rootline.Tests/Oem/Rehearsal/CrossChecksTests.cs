using Rootline.Core.Entropy;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using Rootline.Foundry.Nxp;
using Rootline.Oem.Nxp;
using Rootline.Oem.Nxp.Rehearsal;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Oem.Rehearsal;

/// <summary>Each cross-check has configurations of its own that break it, and nothing else.</summary>
public sealed class CrossChecksTests
{
    private static readonly SocuRights All = (SocuRights)0x1FF;

    private static readonly List<(string Name, string[] Fails, Func<RehearsalParts, RehearsalParts> Change)> Cases =
    [
        ("no quota", ["plan"], p => p with { Quota = 0 }),
        ("a quota beyond the limit", ["plan"], p => p with { Quota = 5_000_001 }),
        ("certificates that overlap", ["plan"], p => p with { Addresses = [0x10040000, 0x10040200] }),
        ("a certificate at an odd address", ["plan"], p => p with { Addresses = [0x10040100] }),
        ("a certificate behind the flash", ["plan"], p => p with { Addresses = [0x1009DC00] }),
        ("a chain that is none", ["plan"], p => p with { Glob = Stranger().RootCertificate }),
        ("a name of another family", ["plan", "line-family"], p => p with { FamilyName = "lpc55s16" }),
        ("a line for another family", ["line-family"], p => p with { Line = Families.Find("lpc55s16").OrThrow() }),
        ("one KEK for both", ["keks"], p => p with { UserKek = p.SbKek }),
        ("a KEK of zeros", ["keks"], p => p with { UserKek = new byte[32] }),
        ("templates of another key", ["oem-key"], p => p with { TemplateKey = p.LogKey }),
        ("one key for log and certificates", ["oem-key", "log-key"], p => p with { LogKey = p.IdKey }),
        ("another key to verify the log with", ["log-key"], p => p with { LogPublic = Rootline.Formats.Files.KeyFile.WritePublic(ChipLab.Oem.IdKey.PublicKey) }),
        ("a debug word without its inverse", ["plan", "debug-words"], p => p with { Cmpa = Changed(p.Cmpa, 0x11, 0x03) }),
        ("a CFPA debug word without its inverse", ["plan", "debug-words"], p => p with { Cfpa = Changed(p.Cfpa, 0x26, 0x12) }),
        ("a right that is on and not fixed", ["debug-words"], p => p with { Cfpa = Cfpa(c => c.WithSocu(SocuWord.Of(SocuRights.Debug), SocuWord.Of(SocuRights.Debug | SocuRights.Tap))), Cmpa = Open().Bytes.ToArray() }),
        ("a CFPA that opens what the CMPA closes", ["debug-agreement"], p => p with { Cfpa = Cfpa(c => c.WithSocu(SocuWord.Of(All), SocuWord.Of(SocuRights.Debug))) }),
        ("VENDOR_USAGE without its inverse", ["vendor-usage"], p => p with { Cfpa = Changed(p.Cfpa, 0x1E, 0) }),
        ("the mark of a CMPA in progress", ["progress-mark"], p => p with { Cfpa = Cfpa(c => c.WithCmpaInProgress(true)) }),
        ("CFPA version 0", ["cfpa-version"], p => p with { Cfpa = Cfpa(c => c.WithVersion(0)) }),
        ("the CFPA version that the line's preparation uses up", ["cfpa-version"], p => p with { Cfpa = Cfpa(c => c.WithVersion(1)) }),
        ("chips with a higher CFPA version", ["cfpa-version"], p => p with { ChipVersion = 4 }),
        ("revocation beyond the four root keys", ["root-revocation"], p => p with { Cfpa = Cfpa(c => c.WithRootRevoke(0x155)) }),
        ("no root key enabled", ["root-revocation", "firmware-root-enabled"], p => p with { Cfpa = Cfpa(c => c.WithRootRevoke(0xAA)) }),
        ("the firmware's root key revoked", ["firmware-root-enabled"], p => p with { Cfpa = Cfpa(c => c.WithRootRevoke(0x56)) }),
        ("no secure boot", [], p => p with { Cmpa = CmpaPage.Blank.WithRootHash(ChipLab.Oem.ProductSigner.RootKeys.Hash()).Bytes.ToArray() }),
        ("neither root keys nor secure boot", [], p => p with { Cmpa = new byte[512], Cfpa = Cfpa(c => c.WithRootRevoke(0)), Firmware = null }),
        ("secure boot without root keys", ["root-hash", "firmware-root"], p => p with { Cmpa = CmpaPage.Blank.WithSecureBoot().Bytes.ToArray() }),
        ("a digest that nobody asked for", ["seal-words"], p => p with { Cmpa = Changed(p.Cmpa, 0x1FF, 0x4D) }),
        ("a CFPA digest that nobody asked for", ["seal-words"], p => p with { Cfpa = Changed(p.Cfpa, 0x1E0, 1) }),
        ("a firmware with a wrong signature", ["firmware-sound"], p => p with { Firmware = Changed(p.Firmware!, 17, (byte)~p.Firmware![17]) }), // which byte is there is chance
        ("a firmware under other root keys", ["firmware-root"], p => p with { Firmware = Signed(ChipLab.Vendor.FirmwareSigner, p.SbKek) }),
        ("a firmware for another KEK", ["firmware-kek"], p => p with { Firmware = Signed(ChipLab.Oem.ProductSigner, new byte[32]) }),
        ("a firmware below the secure floor", ["firmware-version"], p => p with { Cfpa = Changed(p.Cfpa, 8, 5), Firmware = ChipLab.ProductOf(new VersionCheckCommand(false, 4)) }),
        ("a firmware below the non-secure floor", ["firmware-version"], p => p with { Cfpa = Changed(p.Cfpa, 12, 5), Firmware = ChipLab.ProductOf(new VersionCheckCommand(true, 4)) }),
        ("a firmware that leaves the flash", ["firmware-addresses"], p => p with { Firmware = ChipLab.ProductOf(new LoadCommand(0x9E600, new byte[16])) }),
        ("a firmware that erases the certificates", ["firmware-certificates"], p => p with { Firmware = ChipLab.ProductOf(new EraseCommand(0, 0x40200)) }),
        ("a firmware over the secure alias of the certificates", ["firmware-certificates"], p => p with { Firmware = ChipLab.ProductOf(new FillCommand(0x10041200, 512, 0)) }),
        ("a firmware that erases everything", ["firmware-certificates"], p => p with { Firmware = ChipLab.ProductOf(new EraseCommand(0, 0, EraseExtent.All)) }),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Fact]
    public void A_configuration_whose_parts_fit_passes_every_check()
    {
        var checks = CrossChecks.Run(new RehearsalParts().Input());
        Assert.All(checks, c => Assert.True(c.Outcome == CheckOutcome.Passed, $"{c.Id}: {c.Text}"));
        Assert.Equal(checks.Count, checks.Select(c => c.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_wrong_fails_its_own_check_and_no_other(string name)
    {
        var (_, fails, change) = Cases.Single(c => c.Name == name);
        var checks = CrossChecks.Run(change(new()).Input());
        Assert.Equal(fails.Order(), checks.Where(c => c.Outcome == CheckOutcome.Failed).Select(c => c.Id).Order());
        Assert.All(checks, c => Assert.NotEmpty(c.Text));
    }

    [Fact]
    public void Every_check_has_a_configuration_that_breaks_it() =>
        Assert.Empty(CrossChecks.Run(new RehearsalParts().Input()).Select(c => c.Id).Except(Cases.SelectMany(c => c.Fails)));

    [Fact]
    public void Several_faults_are_told_together()
    {
        var parts = new RehearsalParts { Quota = 0, Cfpa = Changed(Cfpa(c => c.WithVersion(0)), 0x1E, 0), Firmware = Signed(ChipLab.Vendor.FirmwareSigner, new byte[32]) };
        var failed = CrossChecks.Run(parts.Input()).Where(c => c.Outcome == CheckOutcome.Failed).Select(c => c.Id);
        Assert.Equal(["plan", "vendor-usage", "cfpa-version", "firmware-root", "firmware-kek"], failed);
    }

    [Fact]
    public void What_was_not_given_is_not_checked_and_says_so()
    {
        var checks = CrossChecks.Run(new RehearsalParts { Firmware = null, Line = null, LogPublic = null, Addresses = [] }.Input());
        Assert.DoesNotContain(checks, c => c.Outcome == CheckOutcome.Failed);
        Assert.Equal(
            ["line-family", "oem-key", "log-key", "firmware-sound", "firmware-root", "firmware-root-enabled", "firmware-kek", "firmware-version", "firmware-addresses", "firmware-certificates"],
            checks.Where(c => c.Outcome == CheckOutcome.NotChecked).Select(c => c.Id));
    }

    [Fact]
    public void Chips_that_are_sold_with_a_written_CFPA_are_counted_in()
    {
        var parts = new RehearsalParts { ChipVersion = 6, Cfpa = Cfpa(c => c.WithVersion(8)) };
        Assert.DoesNotContain(CrossChecks.Run(parts.Input()), c => c.Outcome == CheckOutcome.Failed);
    }

    [Fact]
    public void What_is_closed_for_ever_is_said_in_words()
    {
        var lines = ClosedForEver.Of(new RehearsalParts { Quota = 1234, Cfpa = Changed(Cfpa(c => c.WithVersion(7).WithRootRevoke(0x95)), 8, 3) }.Plan());
        string[] expected =
        [
            "nothing in it can be changed", "1,234 units", "debug rights closed for ever", "ISP is closed", "the root keys are fixed: ROTKH", "only signed images boot",
            "the CMPA is sealed", "version 7", "root key 3 is not enabled", "for ever.", "below version 3 (secure)", "SB KEK and USER KEK", "OEM key 00", "OEM key 01",
        ];
        Assert.All(expected, words => Assert.Contains(lines, l => l.Contains(words, StringComparison.Ordinal)));
        var open = ClosedForEver.Of(new RehearsalParts { Cmpa = Open().Bytes.ToArray() }.Plan());
        Assert.Contains(open, l => l.Contains("ISP stays open", StringComparison.Ordinal));
        Assert.Contains(open, l => l.Contains("the CMPA is not sealed", StringComparison.Ordinal));
    }

    private static CmpaPage Open() => CmpaPage.Blank.WithRootHash(ChipLab.Oem.ProductSigner.RootKeys.Hash()).WithSecureBoot();

    private static byte[] Cfpa(Func<CfpaPage, CfpaPage> change) => change(ProductPages.FirstCfpa()).Bytes.ToArray();

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        byte[] copy = [.. bytes];
        Assert.NotEqual(value, copy[at]);
        copy[at] = value;
        return copy;
    }

    private static byte[] Signed(Sb2Identity signer, byte[] kek)
    {
        var request = new Sb2Request([new(1, [new NopCommand()])], [signer.Certificate], signer.RootKeys, DateTimeOffset.UnixEpoch.AddYears(50));
        return Sb2Writer.Write(request, kek, new SystemEntropy(), signer.Sign).OrThrow();
    }

    private static VirtualVendor Stranger() => VirtualVendor.Found(Families.Lpc55S6x, TimeProvider.System, new SystemEntropy());
}
