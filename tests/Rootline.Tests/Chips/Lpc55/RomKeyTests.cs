using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>Key provisioning against the virtual key store.</summary>
public sealed class RomKeyTests : IDisposable
{
    private static readonly byte[] SbKek = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] Uds = [.. Enumerable.Range(64, 32).Select(i => (byte)i)];
    private readonly ChipBench _bench = new();

    private HostKeyStore Keys => _bench.Host.Keys;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Keys_that_were_set_and_burned_are_in_the_key_store_after_a_power_loss()
    {
        Make(_bench);
        Keys.BurnKeyStore();
        using var later = _bench.PowerCycled();
        using var keys = later.Chip.Inside.Keys.Read();
        Assert.Equal(SbKek, keys!.SbKek.Span);
        Assert.Equal(0, keys.UserKek.Length);
        Assert.Equal(32, Image(later)[UserKeyType.Uds].Length);
    }

    [Fact]
    public void What_was_not_burned_is_gone_after_a_reset()
    {
        Make(_bench);
        _bench.Host.Reset();
        _bench.Refuses(MbootStatus.Fail, () => Keys.BurnKeyStore());
        _bench.Refuses(MbootStatus.Fail, () => Keys.ReadKeyStore());
        Assert.Null(_bench.Chip.Inside.Keys.ReadImage());
    }

    [Fact]
    public void Without_a_root_no_key_is_taken()
    {
        _bench.Refuses(MbootStatus.Fail, () => Set(_bench, UserKeyType.SbKek, SbKek));
        _bench.Refuses(MbootStatus.Fail, () => Keys.SetIntrinsicKey(UserKeyType.Uds, 32));
        _bench.Refuses(MbootStatus.Fail, () => Keys.BurnKeyStore());
        _bench.Refuses(MbootStatus.Fail, () => Keys.LoadKeyStore());
    }

    [Theory]
    [InlineData(UserKeyType.SbKek, 16)]
    [InlineData(UserKeyType.UserKek, 24)]
    [InlineData(UserKeyType.Uds, 40)]
    [InlineData(UserKeyType.Uds, 12)]
    [InlineData(UserKeyType.Uds, 0)]
    [InlineData((UserKeyType)4, 16)]
    [InlineData((UserKeyType)13, 16)]
    public void A_key_of_a_wrong_length_or_for_nothing_is_refused(UserKeyType type, int length)
    {
        Keys.Enroll();
        Assert.Equal(MbootStatus.InvalidArgument, ChipBench.Status(() => Set(_bench, type, new byte[length])));
        Assert.Equal(MbootStatus.InvalidArgument, ChipBench.Status(() => Keys.SetIntrinsicKey(type, (uint)length)));
    }

    [Fact]
    public void An_intrinsic_key_is_another_one_in_every_chip()
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < 3; i++)
        {
            using var chip = new ChipBench();
            chip.Host.Keys.Enroll();
            chip.Host.Keys.SetIntrinsicKey(UserKeyType.Uds, 32);
            chip.Host.Keys.BurnKeyStore();
            Assert.True(seen.Add(Convert.ToHexString(Image(chip)[UserKeyType.Uds])));
        }
    }

    [Fact]
    public void A_key_store_goes_out_wrapped_and_comes_back_into_the_same_chip_alone()
    {
        Make(_bench);
        byte[] store = Keys.ReadKeyStore();
        Assert.Equal(312, store.Length);
        Assert.Equal(-1, store.AsSpan().IndexOf(SbKek.AsSpan(0, 8)));
        _bench.Host.Reset();
        Keys.WriteKeyStore(store);
        Keys.BurnKeyStore();
        Assert.Equal(SbKek, Image(_bench)[UserKeyType.SbKek]);
        using var other = new ChipBench();
        other.Refuses(MbootStatus.Fail, () => other.Host.Keys.WriteKeyStore(store));
        for (int i = 0; i < store.Length; i += 13)
        {
            byte[] changed = [.. store];
            changed[i] ^= 1;
            Assert.Equal(MbootStatus.Fail, ChipBench.Status(() => Keys.WriteKeyStore(changed)));
        }

        Assert.Equal(MbootStatus.InvalidArgument, ChipBench.Status(() => Keys.WriteKeyStore(store.AsMemory(1))));
    }

    [Fact]
    public void A_burned_key_store_is_loaded_changed_and_burned_again()
    {
        Make(_bench);
        Keys.BurnKeyStore();
        _bench.Host.Reset();
        Keys.LoadKeyStore();
        Set(_bench, UserKeyType.UserKek, Uds);
        Keys.BurnKeyStore();
        using var keys = _bench.Chip.Inside.Keys.Read();
        Assert.Equal(SbKek, keys!.SbKek.Span);
        Assert.Equal(Uds, keys.UserKek.Span);
    }

    [Fact]
    public void The_OEMs_keys_of_a_provisioned_chip_stay_when_its_host_changes_the_key_store()
    {
        using var closed = ChipBench.Closed(new() { Cmpa = ChipLab.OpenCmpa });
        int before = OemKeys(closed);
        closed.Host.Keys.LoadKeyStore();
        Set(closed, UserKeyType.PrinceRegion0, new byte[16]);
        closed.Host.Keys.BurnKeyStore();
        Assert.Equal(before, OemKeys(closed));
        closed.Host.Reset();
        closed.Host.ReceiveSbFile(ChipLab.Product);
        Assert.Equal(1, closed.Chip.ProductFiles);
    }

    [Fact]
    public void Only_the_internal_memory_holds_a_key_store()
    {
        Keys.Enroll();
        _bench.Refuses(MbootStatus.MemoryNotConfigured, () => Keys.BurnKeyStore((uint)MemoryId.SpiNor));
        _bench.Refuses(MbootStatus.MemoryRangeInvalid, () => Keys.LoadKeyStore(5));
    }

    [Fact]
    public void Every_key_of_the_greatest_length_fits()
    {
        Keys.Enroll();
        foreach (var type in Enum.GetValues<UserKeyType>())
            Keys.SetIntrinsicKey(type, 32);
        byte[] store = Keys.ReadKeyStore();
        Keys.WriteKeyStore(store);
        Keys.BurnKeyStore();
        Assert.Equal(Enum.GetValues<UserKeyType>(), Image(_bench).Keys);
        Assert.Equal(store, Keys.ReadKeyStore());
    }

    private static void Make(ChipBench bench)
    {
        bench.Host.Keys.Enroll();
        Set(bench, UserKeyType.SbKek, SbKek);
        Set(bench, UserKeyType.Uds, Uds);
    }

    private static void Set(ChipBench bench, UserKeyType type, byte[] key)
    {
        using var secret = Secret.CopyOf(key);
        bench.Host.Keys.SetUserKey(type, secret);
    }

    private static int OemKeys(ChipBench bench)
    {
        using var keys = bench.Chip.Inside.Keys.Read();
        return keys!.OemKeys.Count;
    }

    private static SortedDictionary<UserKeyType, byte[]> Image(ChipBench bench)
    {
        var image = bench.Chip.Inside.Keys.ReadImage()!;
        var copy = new SortedDictionary<UserKeyType, byte[]>(image.Keys.ToDictionary(k => k.Key, k => k.Value.Span.ToArray()));
        image.Wipe();
        return copy;
    }
}
