using Rootline.Chips.Boot;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>A chip with BL1 in front of its boot loader: what it burns, what it compares, what it starts.</summary>
public sealed class TfmBl1Tests
{
    private const string Handed17 = "[INF] Jumping to BL1_2\r\n[INF] starting TF-M bl1_2\r\n[INF] Attempting to boot image 0\r\n[INF] BL2 image decrypted successfully\r\n"
        + "[INF] BL2 image validated successfully\r\n[INF] Jumping to BL2\r\n[INF] Starting bootloader\r\n";

    [Theory]
    [InlineData(TfmRevision.V170)]
    [InlineData(TfmRevision.V222)]
    [InlineData(TfmRevision.V230)]
    public void Bl1_burns_its_data_and_starts_a_boot_loader_that_it_verified(TfmRevision revision)
    {
        var bench = TfmChipBench.Of(new() { Revision = revision, HasBl1 = true, HasRawKeys = revision != TfmRevision.V170 });
        string handed = revision == TfmRevision.V170 ? Handed17 : Handed17.Replace("starting TF-M bl1_2", "Starting TF-M BL1_2", StringComparison.Ordinal);
        var debugger = bench.Debugger();
        debugger.GiveBl1(bench.Bl1Data);
        debugger.ProvisionLoader(bench.Rotpks);
        Assert.StartsWith($"[INF] Starting TF-M BL1_1\r\n[INF] Beginning BL1 provisioning\r\n{handed}", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
        Assert.Equal(0u, debugger.ProvisionSecure(TfmSample.Assembly(), TfmSample.Rot(bench.Build)));
        Assert.NotEmpty(debugger.Token(new byte[32]));

        var later = bench.Twin();
        Assert.True(later.Chip.RunToRest());
        Assert.True(later.Chip.IsUp);
        Assert.StartsWith($"[INF] Starting TF-M BL1_1\r\n{handed}", later.Chip.Console.TakeText(), StringComparison.Ordinal);
        later.Chip.Reset(); // RAM stays
        Assert.Equal(bench.Firmware.Loader.Code.ToArray(), later.Debugger().Host.ReadMemory(An521Map.LoaderCode, bench.Firmware.Loader.Code.Length));
        var counter = new byte[16];
        Assert.Equal(PlatformError.Success, later.Chip.Otp.Read(OtpElement.Bl1NvCounter0, counter));
        Assert.Equal(revision == TfmRevision.V170 ? 1u : 0u, NvCounter.Read(counter));
    }

    [Fact]
    public void Without_its_data_bl1_stops()
    {
        foreach (var revision in Enum.GetValues<TfmRevision>())
        {
            var bench = TfmChipBench.Of(new() { Revision = revision, HasBl1 = true });
            Assert.True(bench.Chip.RunToRest());
            string failed = revision == TfmRevision.V170 ? "[ERR] BL1_2 provisioning failed\r\n" : "[ERR] BL1 provisioning failed\r\n";
            Assert.EndsWith($"[ERR] No valid ASSEMBLY_AND_TEST provisioning data found\r\n{failed}", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(TfmRevision.V170)]
    [InlineData(TfmRevision.V222)]
    public void No_changed_part_of_its_image_lets_the_boot_loader_start(TfmRevision revision)
    {
        var secured = TfmChipBench.Provisioned(new() { Revision = revision, HasBl1 = true });
        var layout = secured.Build.LoaderImage;
        int[] places = [0, layout.ProtectedAt, layout.ProtectedAt + 2, layout.EncryptedAt - 4, layout.EncryptedAt - 1, layout.EncryptedAt, layout.DataAt, layout.DataAt + An521Map.LoaderRules + 20, layout.Length - 1];
        foreach (int at in revision == TfmRevision.V170 ? places : [.. places, 16, 700, layout.ProtectedAt - 5])
        {
            var bench = Changed(secured, at);
            Assert.True(bench.Chip.RunToRest());
            Assert.False(bench.Chip.IsUp);
            string text = bench.Chip.Console.TakeText();
            Assert.DoesNotContain("Jumping to BL2", text, StringComparison.Ordinal);
            Assert.Contains("[INF] Attempting to boot image 1\r\n[ERR] BL2 image failed to decrypt\r\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_second_slot_is_started_when_the_first_is_not_good()
    {
        var secured = TfmChipBench.Provisioned(new() { HasBl1 = true });
        var image = Read(secured, 0);
        var bench = Changed(secured, secured.Build.LoaderImage.DataAt);
        SlotOf(bench, 1).Program(0, image);
        Assert.True(bench.Chip.RunToRest());
        Assert.True(bench.Chip.IsUp);
        Assert.Contains("[ERR] BL2 image signature failed to validate\r\n[ERR] BL2 image failed to validate\r\n[INF] Attempting to boot image 1\r\n", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_with_a_lower_security_counter_is_not_started()
    {
        var secured = TfmChipBench.Provisioned(new() { Revision = TfmRevision.V222, HasBl1 = true });
        Assert.Equal(PlatformError.Success, secured.Chip.Otp.WriteForEver(OtpElement.Bl1NvCounter0, NvCounter.Write(2, 16)!));
        var bench = secured.Twin();
        Assert.True(bench.Chip.RunToRest());
        Assert.False(bench.Chip.IsUp);
        Assert.Contains("[ERR] BL2 image security_counter failed to validate\r\n[ERR] BL2 image failed to validate\r\n", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_part_that_differs_from_its_hash_is_not_started()
    {
        var secured = TfmChipBench.Provisioned(new() { HasBl1 = true });
        var image = new byte[An521Map.Bl12Length];
        Assert.Equal(PlatformError.Success, secured.Chip.Otp.Read(OtpElement.Bl12Image, image));
        image[^1] |= 1; // a fuse more
        Assert.Equal(PlatformError.Success, secured.Chip.Otp.WriteForEver(OtpElement.Bl12Image, image));
        var bench = secured.Twin();
        Assert.True(bench.Chip.RunToRest());
        Assert.EndsWith("[ERR] BL1_2 image failed to validate\r\n", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_data_for_bl1_are_refused_once_some_are_burned()
    {
        var bench = TfmChipBench.Of(new() { HasBl1 = true });
        var debugger = bench.Debugger();
        debugger.GiveBl1(bench.Bl1Data);
        Assert.True(bench.Chip.RunToRest());
        Assert.Contains("[INF] Starting bootloader", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
        var other = TfmChipBench.Of(new() { HasBl1 = true }).Bl1Data;
        other[8] ^= 0x0F;
        var again = bench.Twin();
        again.Debugger().GiveBl1(other);
        Assert.True(again.Chip.RunToRest());
        Assert.EndsWith("[ERR] BL1 provisioning failed\r\n", again.Chip.Console.TakeText(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_of_the_boot_loader_is_read_back_and_no_length_but_its_own()
    {
        using var key = Secret.CopyOf([.. Enumerable.Repeat((byte)7, 32)]);
        foreach (var layout in (LoaderImageLayout[])[LoaderImageLayout.Tfm17(100), LoaderImageLayout.Tfm22(100)])
        {
            byte[] signed = LoaderImage.ToBeSigned(layout, new(1, 2, 3, 4), 9, [1, 2, 3]);
            byte[] image = LoaderImage.Seal(layout, signed, new byte[1452], key, new byte[16]);
            var read = LoaderImage.Open(image, layout, key).OrThrow();
            Assert.Equal((new(1, 2, 3, 4), 9u, 100), (read.Version, read.SecurityCounter, read.Data.Length));
            Assert.Equal(signed, read.Protected.ToArray());
            Assert.Equal([1, 2, 3, 0], read.Data[..4].ToArray());
            Assert.Equal(layout == LoaderImageLayout.Tfm17(100) ? 0x800 + 100 : layout.Length, layout.Length);
            for (int length = 0; length < image.Length; length++)
                Assert.False(LoaderImage.Open(image.AsSpan(0, length), layout, key).Ok);
            for (int at = 0; at < image.Length; at++)
            {
                byte[] changed = [.. image];
                changed[at] ^= 0x80;
                bool isSame = LoaderImage.Open(changed, layout, key).Try(out var other, out _) && other.Protected.Span.SequenceEqual(signed) && other.Signature.Span.SequenceEqual(read.Signature.Span);
                Assert.False(isSame, $"byte {at}");
            }
        }
    }

    private static FlashRegion SlotOf(TfmChipBench bench, int slot) => bench.Chip.Board.Machine.Region(bench.Chip.Board.Profile.Layout.LoaderImages[slot]);

    private static byte[] Read(TfmChipBench bench, int slot)
    {
        var image = new byte[bench.Build.LoaderImage.Length];
        Assert.True(SlotOf(bench, slot).TryRead(0, image));
        return image;
    }

    private static TfmChipBench Changed(TfmChipBench secured, int at)
    {
        var bench = secured.Twin();
        byte[] image = Read(bench, 0);
        image[at] ^= 0x40;
        SlotOf(bench, 0).Erase(0, image.Length);
        SlotOf(bench, 0).Program(0, image);
        return bench;
    }
}
