using System.Buffers.Binary;
using Rootline.Chips.Boot;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.TestSupport.Boot;
using Xunit;

namespace Rootline.Tests.Chips.Boot;

/// <summary>Each rule of the boot code with an image that breaks it alone.</summary>
public sealed class BootRuleTests
{
    private const int Slot = 0x4000;

    private static readonly BootCode Plain = new() { Keys = [TestImage.PublicOf(TestImage.Key)], Rules = BootRuleSet.Protections | BootRuleSet.Rollback };

    [Fact]
    public void A_good_image_is_started_at_the_end_of_its_header_and_raises_the_counter()
    {
        var bench = Bench(Plain, Good(3));
        var outcome = bench.Chip.Boot();
        Assert.Equal((new ImageVersion(1, 0, 0, 0), 0x10000, 0x10040u), (outcome.Started!.Version, outcome.Started.SlotOffset, outcome.Started.Entry));
        Assert.Equal(3u, GradedBoot.OtpOf(bench).Counter(0));
        Assert.Equal("[INF] Starting bootloader", outcome.Log[0]);
        Assert.Equal("[INF] static protection: boot code write protection: set", outcome.Log[1]);
        Assert.Equal("[INF] Jumping to the first image slot", outcome.Log[^1]);
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "erased", BootRules.NoImage },
        { "altered payload", BootRules.Digest },
        { "altered header", BootRules.Digest },
        { "unsigned", BootRules.Signature },
        { "other key", BootRules.Signature },
        { "other key under the owner's name", BootRules.Signature },
        { "no counter", BootRules.Rollback },
        { "counter in the open", BootRules.TlvPlace },
        { "lower counter", BootRules.Rollback },
        { "not bootable", BootRules.NotBootable },
        { "encrypted for nobody", BootRules.Header },
        { "compressed", BootRules.Header },
        { "short header", BootRules.Header },
        { "boot record in the open", BootRules.TlvPlace },
        { "two counters", BootRules.TlvPlace },
        { "signature in the protected area", BootRules.TlvPlace },
        { "short key hash", BootRules.Key },
        { "two keys and one signature", BootRules.SignaturePair },
        { "a signature without a key", BootRules.SignaturePair },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_image_is_refused_by_the_rule_that_it_breaks(string what, string rule)
    {
        var bench = Bench(Plain, Image(what));
        GradedBoot.OtpOf(bench).RaiseForEver(0, 5);
        var outcome = bench.Chip.Boot();
        Assert.Null(outcome.Started);
        Assert.Equal(rule, outcome.Refusal!.Rule);
        Assert.Equal(rule, Assert.Single(outcome.Refused).Why.Rule);
        Assert.Equal(5u, GradedBoot.OtpOf(bench).Counter(0));
    }

    [Fact]
    public void Open_protections_stop_the_boot_before_a_signature_is_looked_at()
    {
        var bench = BootBench.Of(BootBench.Small(Slot));
        bench.Chip.PutBootCode(Plain);
        bench.Chip.PutImage(0, false, Good(1).ToBytes());
        var outcome = bench.Chip.Boot();
        Assert.Equal(BootRules.BootCodeOpen, outcome.Refusal!.Rule);
        Assert.Contains("[ERR] static protection: boot code write protection: NOT SET", outcome.Log);
        Assert.Empty(outcome.Refused);
        bench.Chip.PutBootCode(Plain with { Rules = BootRuleSet.Rollback });
        Assert.NotNull(bench.Chip.Boot().Started);
    }

    [Theory]
    [InlineData(BootKeySource.RotpkHash, TlvType.PublicKey)]
    [InlineData(BootKeySource.RotpkRaw, TlvType.Any)]
    public void Keys_in_one_time_memory_are_burned_by_the_first_boot_and_hold_from_then_on(BootKeySource source, TlvType named)
    {
        var code = Plain with { Keys = [], KeySource = source, Rotpks = [Rotpk(source, TestImage.Key)] };
        var bench = Bench(code, Good(1) with { Signers = [(TestImage.Key, named, null)] });
        Assert.Contains("[INF] Beginning BL2 provisioning", bench.Chip.Boot().Log);
        Assert.DoesNotContain("[INF] Beginning BL2 provisioning", bench.Chip.Boot().Log);
        bench.Chip.PutImage(0, false, (Good(1) with { Signers = [(TestImage.OtherKey, named, null)] }).ToBytes());
        Assert.Equal(BootRules.Signature, bench.Chip.Boot().Refusal!.Rule);
        bench.Chip.PutBootCode(code with { Rotpks = [Rotpk(source, TestImage.OtherKey)] });
        Assert.Equal(BootRules.Signature, bench.Chip.Boot().Refusal!.Rule);
    }

    [Theory]
    [InlineData(0b11u, true, true, true)]
    [InlineData(0b11u, true, false, false)]
    [InlineData(0b11u, false, true, false)]
    [InlineData(0b01u, true, false, true)]
    [InlineData(0b01u, false, true, false)]
    [InlineData(0b10u, false, true, true)]
    public void A_policy_says_which_keys_must_have_signed_and_which_may(uint policy, bool first, bool second, bool starts)
    {
        foreach (var source in new[] { BootKeySource.RotpkHash, BootKeySource.RotpkRaw })
        {
            var code = Plain with
            {
                Keys = [],
                KeySource = source,
                KeysPerImage = 2,
                Rotpks = [Rotpk(source, TestImage.Key), Rotpk(source, TestImage.OtherKey)],
                Rules = BootRuleSet.Policy,
                PolicyWord = policy,
            };
            var named = source == BootKeySource.RotpkHash ? TlvType.PublicKey : TlvType.Any;
            List<(P256PrivateKey, TlvType, uint?)> signers = [];
            if (first)
                signers.Add((TestImage.Key, named, 0x7FFF816B));
            if (second)
                signers.Add((TestImage.OtherKey, named, 0x7FFF816C));
            var outcome = Bench(code, Good(1) with { Signers = signers }).Chip.Boot();
            Assert.Equal((starts, starts ? null : BootRules.Signer), (outcome.Started is not null, outcome.Refusal?.Rule));
        }
    }

    [Fact]
    public void A_key_id_that_is_not_the_image_s_selects_no_key()
    {
        var code = Plain with { Keys = [], KeySource = BootKeySource.RotpkRaw, Rotpks = [Rotpk(BootKeySource.RotpkRaw, TestImage.Key)] };
        Assert.Equal(BootRules.Signature, Bench(code, Good(1) with { Signers = [(TestImage.Key, TlvType.Any, 0x7FFF816C)] }).Chip.Boot().Refusal!.Rule);
    }

    [Fact]
    public void Every_altered_byte_and_every_cut_of_an_image_is_refused()
    {
        byte[] good = Good(1).ToBytes();
        var bench = Bench(Plain with { Rules = BootRuleSet.Rollback }, Good(1));
        int refused = 0;
        for (int i = 0; i < good.Length; i += i is > 0x50 and < 0x2D0 ? 61 : 1)
        {
            byte[] altered = [.. good];
            altered[i] ^= (byte)(1 << (i % 8));
            bench.Chip.PutImage(0, false, altered);
            Assert.Null(bench.Chip.Boot().Started);
            bench.Chip.PutImage(0, false, good.AsSpan(0, i));
            Assert.Null(bench.Chip.Boot().Started);
            refused += 2;
        }

        Assert.True(refused > 500);
    }

    [Fact]
    public void A_mode_that_is_not_there_is_refused_by_name()
    {
        var outcome = Bench(Plain with { Mode = UpgradeMode.Scratch }, Good(1)).Chip.Boot();
        Assert.Equal((BootRules.Mode, "the update mode scratch is not there"), (outcome.Refusal!.Rule, outcome.Refusal.What));
    }

    [Fact]
    public void Without_boot_code_or_with_a_damaged_one_nothing_is_started()
    {
        var bench = BootBench.Of(BootBench.Small(Slot));
        Assert.Equal(BootRules.BootCode, bench.Chip.Boot().Refusal!.Rule);
        bench.Chip.PutBootCode(Plain);
        bench.Chip.Machine.Region(bench.Profile.Layout.BootCode).Program(16, new byte[8]);
        Assert.Equal(BootRules.BootCode, bench.Chip.Boot().Refusal!.Rule);
    }

    internal static TestImage Good(uint counter) => new() { Counter = counter };

    internal static BootBench Bench(BootCode code, TestImage image) => Bench(code, image.ToBytes());

    private static BootBench Bench(BootCode code, byte[] image)
    {
        var bench = BootBench.Of(BootBench.Small(Slot), code);
        bench.Chip.PutImage(0, false, image);
        return bench;
    }

    private static byte[] Rotpk(BootKeySource source, P256PrivateKey key) => source == BootKeySource.RotpkRaw
        ? Rootline.Formats.Tfm.Rotpk.ToRaw(TestImage.PublicOf(key))
        : TestImage.PublicOf(key).Hash(ImageDigest.Sha256);

    private static byte[] Image(string what)
    {
        var good = Good(7);
        byte[] counter = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(counter, 9);
        byte[] Changed(int at, byte flip)
        {
            byte[] bytes = good.ToBytes();
            bytes[at] ^= flip;
            return bytes;
        }

        return what switch
        {
            "erased" => [],
            "altered payload" => Changed(0x100, 1),
            "altered header" => Changed(24, 1),
            "unsigned" => (good with { Signers = [] }).ToBytes(),
            "other key" => (good with { Signers = [(TestImage.OtherKey, TlvType.KeyHash, null)] }).ToBytes(),
            "other key under the owner's name" => (good with { First = [new(TlvType.KeyHash, TestImage.PublicOf(TestImage.Key).Hash(ImageDigest.Sha256))], Signers = [(TestImage.OtherKey, TlvType.Any, null)] }).ToBytes(),
            "no counter" => (good with { Counter = null }).ToBytes(),
            "counter in the open" => (good with { Counter = null, First = [new(TlvType.SecurityCounter, counter)] }).ToBytes(),
            "lower counter" => Good(4).ToBytes(),
            "not bootable" => (good with { Flags = ImageFlags.NonBootable }).ToBytes(),
            "encrypted for nobody" => (good with { Flags = ImageFlags.EncryptedAes128 }).ToBytes(),
            "compressed" => (good with { Flags = ImageFlags.CompressedLzma2 }).ToBytes(),
            "short header" => Changed(8, 0x50),
            "boot record in the open" => (good with { First = [new(TlvType.BootRecord, new byte[94])] }).ToBytes(),
            "two counters" => (good with { Protected = [new(TlvType.SecurityCounter, counter)] }).ToBytes(),
            "signature in the protected area" => (good with { Protected = [new(TlvType.EcdsaSignature, new byte[70])] }).ToBytes(),
            "short key hash" => (good with { First = [new(TlvType.KeyHash, TestImage.PublicOf(TestImage.Key).Hash(ImageDigest.Sha256).AsMemory(0, 31))], Signers = [(TestImage.Key, TlvType.Any, null)] }).ToBytes(),
            "two keys and one signature" => (good with { First = [new(TlvType.KeyHash, new byte[32])] }).ToBytes(),
            "a signature without a key" => (good with { First = [new(TlvType.EcdsaSignature, new byte[70])] }).ToBytes(),
            _ => throw new ArgumentException(what),
        };
    }
}
