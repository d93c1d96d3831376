using System.Text.Json;
using Rootline.Chips.Tfm;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>One-time memory against images that a running TF-M 1.7.0 left: every stage, every cut, byte for byte.</summary>
public sealed class OtpVectorTests(ITestOutputHelper output)
{
    private const int Operations = 41;
    private static readonly OtpLayout Layout = new(new OtpLayoutForm(TfmRelease.Tfm17));

    [VectorFact]
    public void The_same_calls_leave_the_same_flash_at_every_stage()
    {
        // The emulator's flash begins as zeros.
        var bench = OtpBench.Of(new byte[8192], Layout, SwapCountForm.FirstUnit);
        Assert.Equal(PlatformError.Success, bench.Hal.Open());
        Assert.Equal(Image("v17_1_formatted"), bench.Bytes);

        Write(bench, OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk1);
        Assert.Equal(Image("v17_2_rotpk"), bench.Bytes);

        var counters = new PlatformCounters(bench.Hal, bench.Backing);
        Assert.All((NvCounterId[])[NvCounterId.Bl20, NvCounterId.Bl21, NvCounterId.Bl21], c => Assert.Equal(PlatformError.Success, counters.RaiseForEver(c, 1)));
        Assert.Equal(Image("v17_3_bl2_boot_done"), bench.Bytes);

        var life = new LifecycleMachine(bench.Hal);
        Write(bench, OtpElement.Huk);
        Assert.Equal(PlatformError.Success, life.AdvanceForEver(TfmLifecycle.PsaRotProvisioning));
        Assert.Equal(Image("v17_4_lcs_psa_rot_provisioning"), bench.Bytes);

        Write(bench, OtpElement.Iak, OtpElement.IakLength, OtpElement.IakType, OtpElement.BootSeed, OtpElement.ImplementationId, OtpElement.CertificationReference, OtpElement.VerificationServiceUrl, OtpElement.ProfileDefinition, OtpElement.EntropySeed);
        Assert.Equal(Image("v17_5_before_lcs_secured"), bench.Bytes);

        Assert.Equal(PlatformError.Success, life.AdvanceForEver(TfmLifecycle.Secured));
        Assert.Equal(Image("v17_6_secured"), bench.Bytes);
        Assert.Equal(PlatformError.Success, life.DecommissionForEver(destroysKeys: false));
        Assert.Equal(Image("v17_7_decommissioned"), bench.Bytes);
    }

    [VectorFact]
    public void Every_power_cut_of_the_last_step_leaves_and_recovers_what_the_real_firmware_did()
    {
        var expected = JsonDocument.Parse(Vectors.Read("tfm/otp/expected.json")).RootElement;
        var bench = OtpBench.Of(Image("v17_5_before_lcs_secured"), Layout, SwapCountForm.FirstUnit);
        Assert.Equal(PlatformError.Success, bench.Hal.Open());
        int known = 0;
        for (int operation = 0; operation < Operations; operation++)
        {
            var dead = bench.Twin(new Cut(operation, CutMoment.Before));
            Assert.Throws<PowerLostException>(() => new LifecycleMachine(dead.Hal).AdvanceForEver(TfmLifecycle.Secured));
            var later = dead.Twin();
            Assert.Equal(PlatformError.Success, later.Hal.Open());
            var state = new LifecycleMachine(later.Hal).Current;
            Assert.Equal(operation < 8 ? TfmLifecycle.PsaRotProvisioning : TfmLifecycle.Secured, state);
            if (!expected.TryGetProperty($"v17_cut{operation:00}_before.bin", out var row))
                continue;
            Assert.Equal(Image($"v17_cut{operation:00}_before"), dead.Bytes);
            Assert.Equal(Image($"v17_cut{operation:00}_recovered"), later.Bytes);
            Assert.Equal(row.GetProperty("lcs_after_recovery").GetUInt32(), state.ToOtpWord());
            known++;
        }

        var whole = bench.Twin();
        new LifecycleMachine(whole.Hal).AdvanceForEver(TfmLifecycle.Secured);
        Assert.Equal(Operations, whole.Power.Count);
        output.Tell($"{known} power cuts of a running TF-M: the flash before and after the recovery is the same, byte for byte; {Operations} cuts in all");
        Assert.Equal(9, known);
    }

    [VectorFact]
    public void Every_stored_cut_is_recovered_byte_for_byte_from_its_own_image()
    {
        string[] cuts = [.. Directory.EnumerateFiles(Path.Combine(Vectors.Folder!, "tfm/otp"), "*_before.bin").Select(f => Path.GetFileName(f)[..^"_before.bin".Length])];
        foreach (string cut in cuts)
        {
            var bench = OtpBench.Of(Image(cut + "_before"), Layout, SwapCountForm.FirstUnit);
            Assert.Equal(PlatformError.Success, bench.Hal.Open());
            Assert.Equal(Image(cut + "_recovered"), bench.Bytes);
        }

        Assert.NotEmpty(cuts);
    }

    [Fact]
    public void The_layout_with_raw_points_takes_43_operations_and_a_whole_swap_count()
    {
        var bench = OtpBench.Erased(new OtpLayout(new OtpLayoutForm(TfmRelease.Tfm17, 68)));
        bench.Hal.Open();
        Assert.Equal([2, 0, 0, 0], bench.Bytes[0x38C..0x390]);
        int before = bench.Power.Count;
        bench.Hal.WriteForEver(OtpElement.Lcs, [1]);
        Assert.Equal(43, bench.Power.Count - before);
        Assert.Equal([3, 0, 0, 0, 0xFF], bench.Bytes[0x38C..0x391]);
    }

    private static byte[] Image(string name) => Vectors.Read($"tfm/otp/{name}.bin");

    private static void Write(OtpBench bench, params OtpElement[] elements)
    {
        byte[] secured = Image("v17_6_secured");
        foreach (var element in elements)
        {
            var field = Layout.Find(element)!;
            Assert.Equal(PlatformError.Success, bench.Hal.WriteForEver(element, secured.AsSpan(field.Offset, field.Length)));
        }
    }
}
