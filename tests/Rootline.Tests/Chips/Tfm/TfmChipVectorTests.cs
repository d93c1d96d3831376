using System.Text;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>The virtual TF-M chip beside what was recorded from running firmware: its console and its one-time memory.</summary>
public sealed class TfmChipVectorTests
{
    // Up to here the recorded firmware is TF-M; what follows is its test application.
    private const string Application = "Non-Secure system starting...\r\n";

    [VectorFact]
    public void A_blank_chip_without_data_prints_what_the_firmware_prints()
    {
        var bench = TfmChipBench.Of(Old);
        Assert.True(bench.Chip.RunToRest());
        Assert.Equal(Recorded("v17_dummy_off_nothing_injected"), bench.Chip.Console.TakeText());
    }

    [VectorFact]
    public void A_secure_image_without_data_prints_what_the_firmware_prints_and_resets()
    {
        var bench = TfmChipBench.Of(Old);
        var debugger = bench.Debugger();
        debugger.ProvisionLoader(bench.Rotpks);
        Assert.True(bench.Chip.RunToRest());
        Assert.Equal(Recorded("v17_bl2_done_s_not_injected_reset_loop"), bench.Chip.Console.TakeText());
    }

    [VectorFact]
    public void A_chip_that_is_provisioned_and_reset_prints_what_the_firmware_prints()
    {
        var bench = TfmChipBench.Of(Old);
        var debugger = bench.Debugger();
        debugger.ProvisionLoader(bench.Rotpks);
        Assert.Equal(0u, debugger.ProvisionSecure(Vectors.Read("tfm/structs/devA_assembly_and_test.bin"), Vectors.Read("tfm/structs/devA_psa_rot_v17_300.bin")));
        bench.Chip.Reset();
        Assert.True(bench.Chip.RunToRest());
        Assert.Equal(Boot("v17_provisioned_then_warm_reset", 0), bench.Chip.Console.TakeText());
    }

    [VectorFact]
    public void A_chip_of_the_later_release_prints_what_the_firmware_prints()
    {
        var bench = TfmChipBench.Of(new() { Revision = TfmRevision.V222, HasRawKeys = true });
        var debugger = bench.Debugger();
        debugger.ProvisionLoader(bench.Rotpks);
        Assert.Equal(0u, debugger.ProvisionSecure(Vectors.Read("tfm/structs/devA_assembly_and_test.bin"), Vectors.Read("tfm/structs/devA_psa_rot_v22_268.bin")));
        Assert.True(bench.Chip.RunToRest());
        Assert.Equal(Boot("v22_provisioned", 0), bench.Chip.Console.TakeText());
    }

    [VectorFact]
    public void A_dummy_chip_prints_what_the_firmware_prints_at_its_second_start()
    {
        foreach (var (name, revision) in (IReadOnlyList<(string, TfmRevision)>)[("v17", TfmRevision.V170), ("v22", TfmRevision.V222)])
        {
            var bench = TfmChipBench.Of(new() { Revision = revision, HasRawKeys = revision != TfmRevision.V170, HasDummyProvisioning = true });
            var debugger = bench.Debugger();
            debugger.ProvisionLoader(bench.Rotpks);
            Assert.True(bench.Chip.RunToRest());
            string first = bench.Chip.Console.TakeText();
            string recorded = Boot($"{name}_dummy_first_then_second_boot", 0);
            string loader = "[INF] Beginning BL2 provisioning\r\n[WRN] \e[1;31mTFM_DUMMY_PROVISIONING is not suitable for production! This device is \e[1;1mNOT SECURE\e[0m\r\n";
            Assert.Contains(loader, recorded, StringComparison.Ordinal);
            Assert.Equal(recorded.Replace(loader, "", StringComparison.Ordinal), first);
            bench.Chip.Reset();
            Assert.True(bench.Chip.RunToRest());
            Assert.Equal(Boot($"{name}_dummy_first_then_second_boot", 1), bench.Chip.Console.TakeText());
        }
    }

    [VectorFact]
    public void One_time_memory_of_a_provisioned_chip_is_that_of_the_firmware_but_for_one_write_less()
    {
        byte[] recorded = Vectors.Read("tfm/otp/v17_6_secured.bin");
        string device = ((string[])["devA", "devB", "devC"]).Single(d => recorded.AsSpan(4, 32).SequenceEqual(TfmIdentityOf(d)));
        var bench = TfmChipBench.Of(Old);
        var debugger = bench.Debugger();
        debugger.ProvisionLoader(bench.Rotpks);
        Assert.Equal(0u, debugger.ProvisionSecure(Vectors.Read($"tfm/structs/{device}_assembly_and_test.bin"), Vectors.Read($"tfm/structs/{device}_psa_rot_v17_300.bin")));
        var area = new byte[recorded.Length];
        Assert.True(bench.Chip.Board.Machine.Flash.TryRead(bench.Chip.Board.Profile.Layout.Otp.Start, area));
        var layout = new OtpLayout(Old.OtpForm);
        foreach (int copy in (int[])[0, 0x1000])
        {
            // The images there were signed with other keys.
            foreach (var key in (OtpElement[])[OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk1])
            {
                var field = layout.Find(key)!;
                area.AsSpan(copy + field.Offset, field.Length).CopyTo(recorded.AsSpan(copy + field.Offset));
            }

            // The loader there wrote a counter a second time with the value that it had.
            Assert.Equal(area[copy + layout.SwapCount] + 1, recorded[copy + layout.SwapCount]);
            recorded[copy + layout.SwapCount]--;
        }

        Assert.Equal(Convert.ToHexString(recorded), Convert.ToHexString(area));
    }

    private static TfmBuild Old => new() { Revision = TfmRevision.V170 };

    private static byte[] TfmIdentityOf(string device) => TfmDevice.Read(device).Huk;

    private static string Recorded(string name) => Encoding.ASCII.GetString(Vectors.Read($"tfm/console/{name}.txt"));

    // The recorded starts until the application, from one on.
    private static string Boot(string name, int index)
    {
        string text = Recorded(name);
        int from = 0;
        for (int i = 0; i < index; i++)
            from = text.IndexOf("[INF] Starting bootloader", from + 1, StringComparison.Ordinal);
        int end = text.IndexOf(Application, from, StringComparison.Ordinal) + Application.Length;
        return text[from..end];
    }
}
