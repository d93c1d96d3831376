using Rootline.Chips.Cpu;
using Rootline.Formats.Elf;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.Line.Tfm;
using Rootline.Oem.Tfm;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Oem.Tfm;

public sealed class DataImageTests
{
    private static readonly BundleFile Bundle = BundleSample.Make("device 1");

    [Fact]
    public void The_bundles_data_stand_where_the_dummy_data_stood_and_everything_else_stays()
    {
        using var secrets = BundleSample.Open(Bundle);
        byte[] elf = Secure(268, PsaRotData.Magic);
        using var image = DataImage.OfSecure(Image(elf), Bundle.Header, secrets).OrThrow();
        Assert.Equal(0x10080400u, image.Address);
        int at = image.Content.Span.IndexOf(secrets.Huk.Span);
        Assert.Equal([0xED, 0xFE, 0xDE, 0xC0], image.Content.Span.Slice(at - 4, 4).ToArray());
        using var rot = PsaRotData.Parse(image.Content.Span.Slice(at + 32, 268)).OrThrow();
        Assert.True(rot.Iak.FixedTimeEquals(secrets.Iak.Span));
        Assert.Equal("PSA_IOT_PROFILE_1", rot.ProfileDefinition);
        byte[] before = Image(elf).Segments[0].Bytes.ToArray();
        Assert.Equal(before.Length, image.Content.Length);
        Assert.Equal(before[..(at - 4)], image.Content.Span[..(at - 4)].ToArray());
        Assert.Equal(before[(at + 32 + 268)..], image.Content.Span[(at + 32 + 268)..].ToArray());
    }

    [Fact]
    public void The_loader_carries_the_keys()
    {
        using var image = DataImage.OfLoader(Image(Loader(68)), Bundle.Header).OrThrow();
        Assert.True(image.Content.Span.IndexOf(BundleSample.Order.Rotpks[1]) > 0);
        Assert.Equal(DataImageFaults.Size, DataImage.OfLoader(Image(Loader(100)), Bundle.Header).Fault!.Code);
    }

    [Fact]
    public void An_image_without_data_or_with_another_size_is_refused()
    {
        using var secrets = BundleSample.Open(Bundle);
        Assert.Equal(DataImageFaults.NoData, DataImage.OfSecure(Image(Secure(268, 0)), Bundle.Header, secrets).Fault!.Code);
        Assert.Equal(ProvisioningFaults.Size, DataImage.OfSecure(Image(Secure(272, PsaRotData.Magic)), Bundle.Header, secrets).Fault!.Code);
        Assert.Equal(DataImageFaults.NoData, DataImage.OfSecure(Image(TfmBench.New().ElfFiles[1]), Bundle.Header, secrets).Fault!.Code);
        Assert.Equal(ElfFaults.NoSymbol, DataImage.OfSecure(Image(Loader(68)), Bundle.Header, secrets).Fault!.Code);
    }

    [Fact]
    public void A_device_that_got_its_secrets_as_an_image_is_proved_and_recorded_by_the_same_bundle()
    {
        using var factory = new TfmFactory();
        var bench = TfmBench.New();
        using (var ledger = factory.OpenLedger(bench))
        {
            Assert.Equal(RunState.Delivering, DataImageRun.Begin(ledger, Bundle.Header).State);
            Assert.Equal(1, DataImageRun.Begin(ledger, Bundle.Header).Id);
        }

        Assert.Equal(TfmLineFaults.OtherDevice, factory.Provision(bench, Bundle).Fault?.Code);
        Burn(bench);
        var result = factory.Provision(bench.Again(), Bundle);
        Assert.Null(result.Fault);
        Assert.NotNull(result.Record!.Attestation!.Token);
        using var closed = factory.OpenLedger(bench);
        Assert.Equal(TfmLineFaults.Used, Assert.Throws<Rootline.Core.Faults.FaultException>(() => DataImageRun.Begin(closed, Bundle.Header)).Fault.Code);
    }

    // What the image burns when it runs.
    private static void Burn(TfmBench bench)
    {
        using var secrets = BundleSample.Open(Bundle);
        bench.Otp.Hal.Open();
        var order = BundleSample.Order;
        using var rot = new PsaRotData
        {
            Iak = secrets.Iak.Copy(),
            BootSeed = secrets.BootSeed.Span.ToArray(),
            ImplementationId = order.ImplementationId,
            CertificationReference = order.CertificationReference,
            VerificationServiceUrl = order.VerificationServiceUrl,
            ProfileDefinition = order.ProfileDefinition,
            EntropySeed = secrets.EntropySeed.Copy(),
        };
        using var bytes = rot.ToBytes(new(false, 32, 32)).OrThrow();
        (OtpElement Element, byte[] Value)[] values =
        [
            (OtpElement.Bl2Rotpk0, order.Rotpks[0]), (OtpElement.Bl2Rotpk1, order.Rotpks[1]), (OtpElement.Huk, secrets.Huk.Span.ToArray()),
            (OtpElement.Iak, secrets.Iak.Span.ToArray()), (OtpElement.IakLength, [32, 0, 0, 0]), (OtpElement.IakType, [0x12, 0, 0, 0]),
            (OtpElement.BootSeed, secrets.BootSeed.Span.ToArray()), (OtpElement.ImplementationId, order.ImplementationId),
            (OtpElement.CertificationReference, bytes.Span[108..140].ToArray()), (OtpElement.VerificationServiceUrl, bytes.Span[140..172].ToArray()),
            (OtpElement.ProfileDefinition, bytes.Span[172..204].ToArray()), (OtpElement.EntropySeed, secrets.EntropySeed.Span.ToArray()), (OtpElement.Lcs, [3, 0, 0, 0]),
        ];
        foreach (var (element, value) in values)
            Assert.Equal(PlatformError.Success, bench.Otp.Hal.WriteForEver(element, value));
    }

    private static byte[] Secure(int rotLength, uint magic)
    {
        var layout = new FirmwareLayout("dummy", 0x10080400, 0x38000000, isSecure: true);
        var main = layout.Function("main", CpuBodies.Of(_ => 0));
        layout.Constant(AssemblyAndTestData.Symbol, [0xED, 0xFE, 0xDE, 0xC0, .. new byte[32]]);
        layout.Constant(PsaRotData.Symbol, [.. BitConverter.GetBytes(magic), .. new byte[rotLength - 4]]);
        layout.Function("behind", CpuBodies.Of(_ => 0));
        return layout.ToElf(main);
    }

    private static byte[] Loader(int length)
    {
        var layout = new FirmwareLayout("dummy", 0x10000000, 0x38000000, isSecure: true);
        var main = layout.Function("main", CpuBodies.Of(_ => 0));
        layout.Constant(Bl2Data.Symbol, [0xED, 0xFE, 0xDE, 0xC0, .. new byte[length - 4]]);
        return layout.ToElf(main);
    }

    private static ElfImage Image(byte[] elf) => ElfImage.Parse(elf).OrThrow();
}
