using Rootline.Chips.Tfm.Firmware;
using Rootline.Formats.Gdb;
using Rootline.Formats.Tfm;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>A chip whose boot loader waits for a provisioning bundle, which somebody at a debugger puts into its RAM.</summary>
public sealed class TfmBundleBootTests
{
    [Theory]
    [InlineData(TfmRevision.V222, false, 2)]
    [InlineData(TfmRevision.V222, true, 4)]
    [InlineData(TfmRevision.V230, true, 2)]
    public void A_bundle_whose_last_word_comes_last_provisions_the_whole_device(TfmRevision revision, bool raw, int images)
    {
        var bench = TfmChipBench.Of(new() { Revision = revision, HasRawKeys = raw, Images = images, PollsForBundle = true });
        var debugger = bench.Debugger();
        byte[] bundle = BundleOf(bench);
        Assert.Equal(bench.Build.Bundle.Length, bundle.Length);
        Assert.True(bench.Chip.RunToRest());
        Assert.EndsWith("[INF] Beginning provisioning\r\n[INF] Waiting for provisioning bundle\r\n", bench.Chip.Console.TakeText(), StringComparison.Ordinal);

        debugger.Host.WriteMemory(An521Map.Bundle, bundle.AsSpan(0, bundle.Length - 4));
        Assert.True(bench.Chip.RunToRest());
        Assert.Equal("", bench.Chip.Console.TakeText());
        debugger.Host.WriteMemory(An521Map.Bundle + (uint)bundle.Length - 4, bundle.AsSpan(bundle.Length - 4));
        Assert.True(bench.Chip.RunToRest());
        Assert.True(bench.Chip.IsUp);
        Assert.StartsWith("[INF] Running provisioning bundle\r\n[INF] PSA Crypto init done", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
        Assert.Equal(TfmLifecycle.Secured, bench.Chip.Lifecycle.Burned);
        Assert.NotEmpty(debugger.Token(new byte[32]));

        var read = new byte[bench.Rotpks[0].Length];
        for (int image = 0; image < images; image++)
        {
            Assert.Equal(PlatformError.Success, bench.Chip.Otp.Read(OtpElement.Bl2Rotpk0 + image, read));
            Assert.Equal(bench.Rotpks[image], read);
        }

        bench.Chip.Reset();
        Assert.True(debugger.RunTo(TfmDebugger.AddressOf(debugger.Secure, "main")));
        int used = bench.Build.Bundle.CodeLength + 0x800;
        Assert.All(debugger.Host.ReadMemory(An521Map.BundleCode, used), b => Assert.Equal(0, b));
        Assert.Equal(bundle, debugger.Host.ReadMemory(An521Map.Bundle, bundle.Length)); // wiping that is the host's work
    }

    [Fact]
    public void A_bundle_with_other_code_faults_the_core_and_burns_nothing()
    {
        var bench = TfmChipBench.Of(new() { PollsForBundle = true });
        byte[] bundle = BundleOf(bench);
        bundle[9] ^= 1;
        var debugger = bench.Debugger();
        Assert.True(bench.Chip.RunToRest());
        debugger.Host.WriteMemory(An521Map.Bundle, bundle);
        Assert.False(bench.Chip.RunToRest());
        Assert.Contains("no code of bundle lies at 0x38014000", bench.Chip.Debug.Monitor("info status"), StringComparison.Ordinal);
        Assert.Equal(TfmLifecycle.AssemblyAndTest, bench.Twin().Chip.Lifecycle.Burned);
    }

    [Fact]
    public void A_device_that_was_cut_in_its_second_stage_takes_no_bundle_any_more()
    {
        var bench = TfmChipBench.Of(new() { PollsForBundle = true });
        Assert.Equal(PlatformError.Success, bench.Chip.Otp.Open());
        Assert.Equal(PlatformError.Success, bench.Chip.Lifecycle.AdvanceForEver(TfmLifecycle.PsaRotProvisioning));
        Assert.True(bench.Chip.RunToRest());
        string text = bench.Chip.Console.TakeText();
        Assert.Contains("[INF] Beginning provisioning\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting", text, StringComparison.Ordinal);
        Assert.Equal(TfmLifecycle.PsaRotProvisioning, bench.Chip.Lifecycle.Burned);
    }

    [Fact]
    public void A_bundle_that_is_there_before_the_boot_loader_starts_is_taken_at_once()
    {
        var bench = TfmChipBench.Of(new() { PollsForBundle = true });
        var debugger = bench.Debugger();
        debugger.Host.WriteMemory(An521Map.Bundle, BundleOf(bench));
        Assert.True(debugger.RunTo(TfmDebugger.AddressOf(debugger.NonSecure, "main")));
        Assert.Equal(0u, debugger.Host.ReadRegister(CoreRegister.R0));
        Assert.Equal(TfmLifecycle.Secured, bench.Chip.Lifecycle.Burned);
    }

    private static byte[] BundleOf(TfmChipBench bench) => TfmSample.Bundle(bench.Build, bench.Firmware, bench.Rotpks);
}
