using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>What a firmware may be built to be beside TF-M's default: counters of the non-secure side, further images, encrypted images.</summary>
public sealed class TfmBuildTests
{
    private const uint Place = An521Map.NonSecureRam + 0x8000;

    [Fact]
    public void The_byte_form_of_a_build_is_read_back_and_no_other_byte_is()
    {
        TfmBuild[] builds =
        [
            new(),
            new() { Revision = TfmRevision.V170, HasRawKeys = true, Images = 4, NonSecureCounters = 3, TakesEncryptedImages = true, HaltsOnPanic = true },
            new() { Revision = TfmRevision.V230, Images = 3, DrawsBootSeed = true, IncludesKeyId = true, LeavesOutOptionalClaims = true, HasDummyProvisioning = true },
        ];
        foreach (var build in builds)
            Assert.Equal(build, TfmBuild.Read(build.ToBytes()));
        Assert.Equal("524C54464D423031020000200000000000", Convert.ToHexString(new TfmBuild().ToBytes()) + "00");
        foreach (var (at, value) in (IReadOnlyList<(int, byte)>)[(12, 1), (12, 2), (12, 5), (13, 4), (14, 1), (15, 2), (8, 9), (11, 33)])
        {
            byte[] bytes = new TfmBuild().ToBytes();
            bytes[at] = value;
            Assert.Null(TfmBuild.Read(bytes));
        }
    }

    [Fact]
    public void The_non_secure_side_counts_its_own_counters_and_no_other()
    {
        var bench = TfmChipBench.Provisioned(new() { NonSecureCounters = 2 });
        var debugger = AtApplication(bench, out uint increment, out uint read);
        Assert.Equal(0u, debugger.Call(increment, 1));
        Assert.Equal(0u, debugger.Call(increment, 1));
        Assert.Equal((0u, 2u), Value(debugger, read, 1));
        Assert.Equal((0u, 0u), Value(debugger, read, 0));
        Assert.Equal(1u, debugger.Call(increment, 2));
        Assert.Equal(1u, debugger.Call(read, 2, 4, Place));
        Assert.Equal(1u, debugger.Call(read, 0, 8, Place));
        Assert.Equal(1u, debugger.Call(increment, uint.MaxValue));

        var bits = new byte[64];
        Assert.Equal(PlatformError.Success, bench.Chip.Otp.Read(OtpElement.NsNvCounter1, bits));
        Assert.Equal([3, 0], bits[..2]);
        Assert.Equal(PlatformError.Unsupported, bench.Chip.Otp.LengthOf(OtpElement.NsNvCounter2, out _));
        var later = bench.Twin();
        Assert.Equal((0u, 2u), Value(AtApplication(later, out _, out read), read, 1));
    }

    [Fact]
    public void A_counter_of_the_non_secure_side_ends_where_its_bits_end()
    {
        var bench = TfmChipBench.Provisioned(new() { NonSecureCounters = 1 });
        Assert.Equal(PlatformError.Success, bench.Chip.Otp.WriteForEver(OtpElement.NsNvCounter0, NvCounter.Write(511, 64)!));
        var debugger = AtApplication(bench.Twin(), out uint increment, out uint read);
        Assert.Equal(0u, debugger.Call(increment, 0));
        Assert.Equal(1u, debugger.Call(increment, 0));
        Assert.Equal((0u, 512u), Value(debugger, read, 0));
    }

    [Theory]
    [InlineData(TfmRevision.V170, 3)]
    [InlineData(TfmRevision.V222, 4)]
    public void Further_images_are_verified_counted_and_measured(TfmRevision revision, int images)
    {
        var bench = TfmChipBench.Provisioned(new() { Revision = revision, Images = images });
        Assert.Equal(images, bench.Rotpks.Count);
        for (int image = 0; image < images; image++)
        {
            var counter = new byte[64];
            Assert.Equal(PlatformError.Success, bench.Chip.Otp.Read(OtpElement.Bl2NvCounter0 + image, counter));
            Assert.Equal(1u, NvCounter.Read(counter));
        }

        byte[] token = bench.Debugger().Token(new byte[32]);
        Assert.True(token.AsSpan().IndexOf("IMG2"u8) > 0);
        Assert.Equal(images == 4, token.AsSpan().IndexOf("IMG3"u8) > 0);
    }

    [Fact]
    public void A_further_image_that_is_not_good_stops_the_whole_device()
    {
        var bench = TfmChipBench.Provisioned(new() { Images = 3 });
        var slot = bench.Chip.Board.Machine.Region(bench.Chip.Board.Profile.Layout.Images[2].Primary);
        slot.Program(An521Map.ImageHeader, [0x00]);
        bench.Chip.Reset();
        bench.Chip.Console.TakeText();
        Assert.True(bench.Chip.RunToRest());
        Assert.False(bench.Chip.IsUp);
        Assert.EndsWith("[ERR] Unable to find bootable image\r\n", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Encrypted_images_are_opened_with_the_key_of_one_time_memory()
    {
        var bench = TfmChipBench.Of(new() { TakesEncryptedImages = true });
        Assert.False(Contains(bench, bench.Firmware.Secure.Code));
        var debugger = bench.Debugger();
        debugger.ProvisionLoader(bench.Rotpks, TfmChipBench.ImageKey);
        Assert.Equal(0u, debugger.ProvisionSecure(TfmSample.Assembly(), TfmSample.Rot(bench.Build)));
        Assert.Contains("[INF] Image index: 1, Swap type: test\r\n", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
        Assert.True(Contains(bench, bench.Firmware.Secure.Code));
        Assert.NotEmpty(debugger.Token(new byte[32]));
        bench.Chip.Reset();
        Assert.True(bench.Chip.RunToRest());
        Assert.True(bench.Chip.IsUp);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_the_right_key_no_encrypted_image_starts(bool hasKey)
    {
        var bench = TfmChipBench.Of(new() { TakesEncryptedImages = true });
        bench.Debugger().ProvisionLoader(bench.Rotpks, hasKey ? new byte[31].Append((byte)1).ToArray() : null);
        Assert.True(bench.Chip.RunToRest());
        Assert.False(bench.Chip.IsUp);
        Assert.NotNull(bench.Chip.Outcome!.Refusal);
    }

    [Fact]
    public void The_image_key_is_burned_bit_by_bit_and_a_cut_burning_is_completed_by_the_same_bytes_alone()
    {
        var blank = TfmChipBench.Of(new() { TakesEncryptedImages = true });
        Assert.Equal(PlatformError.Success, blank.Chip.Otp.Open());
        for (int torn = 0; torn <= TfmChipBench.ImageKey.Length; torn++)
        {
            var cut = blank.Twin(new Cut(0, CutMoment.Torn, torn));
            Assert.ThrowsAny<Exception>(() => cut.Chip.Otp.WriteForEver(OtpElement.KeyBl2Encryption, TfmChipBench.ImageKey));
            var again = cut.Twin();
            Assert.Equal(PlatformError.InvalidInput, again.Chip.Otp.WriteForEver(OtpElement.KeyBl2Encryption, new byte[32]));
            Assert.Equal(PlatformError.Success, again.Chip.Otp.WriteForEver(OtpElement.KeyBl2Encryption, TfmChipBench.ImageKey));
            var value = new byte[40];
            Assert.Equal(PlatformError.Success, again.Chip.Otp.Read(OtpElement.KeyBl2Encryption, value));
            Assert.Equal(TfmChipBench.ImageKey, value[..32]);
            Assert.Equal(PlatformError.InvalidInput, again.Chip.Otp.WriteForEver(OtpElement.KeyBl2Encryption, [0]));
        }
    }

    private static TfmDebugger AtApplication(TfmChipBench bench, out uint increment, out uint read)
    {
        var debugger = bench.Debugger();
        Assert.True(debugger.RunTo(TfmDebugger.AddressOf(debugger.NonSecure, "main")));
        increment = TfmDebugger.AddressOf(debugger.NonSecure, "tfm_platform_nv_counter_increment");
        read = TfmDebugger.AddressOf(debugger.NonSecure, "tfm_platform_nv_counter_read");
        return debugger;
    }

    private static (uint Result, uint Value) Value(TfmDebugger debugger, uint read, uint index) =>
        (debugger.Call(read, index, 4, Place), BitConverter.ToUInt32(debugger.Host.ReadMemory(Place, 4)));

    private static bool Contains(TfmChipBench bench, ReadOnlyMemory<byte> code)
    {
        var slot = new byte[code.Length];
        Assert.True(bench.Chip.Board.Machine.Region(bench.Chip.Board.Profile.Layout.Images[0].Primary).TryRead(An521Map.ImageHeader, slot));
        return slot.AsSpan().SequenceEqual(code.Span);
    }
}
