using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;
using Xunit;

namespace Rootline.Tests.Formats.Nordic;

public sealed class ProvisionAreaTests
{
    private const int Length = 160;

    private static readonly ProvisionArea Sample = new()
    {
        Lifecycle = LifecycleWords.Erased with { Provisioning = 0 },
        ImplementationId = ProvisionArea.DefaultImplementationId(),
        Boot = new(
            0x00009000,
            0x00019000,
            [new(0, true, TestKeys.Bytes("key 0", 16)), new(1, false, TestKeys.Bytes("key 1", 16))],
            [new(1, [0xFFFE, 0xFFFD, 0xFFFF, 0xFFFF])],
            [new(1, "0604565272829-10010"u8.ToArray())]),
    };

    public static TheoryData<string> Layouts => [.. ProvisionLayout.All.Select(l => l.Name)];

    [Fact]
    public void A_full_area_lies_as_the_sheet_says()
    {
        byte[] bytes = Sample.ToBytes(Length);
        string key0 = Convert.ToHexString(TestKeys.Bytes("key 0", 16));
        string key1 = Convert.ToHexString(TestKeys.Bytes("key 1", 16));
        string expected = "0000FFFFFFFFFFFF" + "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
            + "00900000" + "00900100" + "02000000" + "FFFFFA50" + key0 + "0000FA51" + key1
            + "01000100" + "01000400" + "FEFFFDFFFFFFFFFF" + "12930100" + "0113" + Convert.ToHexString("0604565272829-10010"u8);

        Assert.Equal(expected.PadRight(2 * Length, 'F'), Convert.ToHexString(bytes));
        Assert.Equal(bytes, ProvisionArea.Parse(bytes).OrThrow().ToBytes(Length));
    }

    [Fact]
    public void An_erased_area_is_in_assembly_and_has_nothing_else()
    {
        var area = ProvisionArea.Parse(Enumerable.Repeat((byte)0xFF, ProvisionArea.MaxLength).ToArray()).OrThrow();

        Assert.Equal(NordicLifecycle.Assembly, area.Lifecycle.State);
        Assert.False(area.HasImplementationId);
        Assert.Null(area.Boot);
    }

    [Fact]
    public void A_counter_is_the_highest_that_a_slot_holds()
    {
        var counter = ProvisionArea.Parse(Sample.ToBytes(Length)).OrThrow().Boot!.Counters!.Single();

        Assert.Equal((2u, 2), (counter.Current, counter.FreeSlots));
        Assert.Equal(0u, new MonotonicCounter(1, [0xFFFF, 0xFFFF]).Current);
        Assert.Equal(0x12345u, new MonotonicCounter(1, [0xFFFEDCBA, 0xFFFFFFFF]) { SlotLength = 4 }.Current);
    }

    [Fact]
    public void A_hash_with_a_halfword_of_ones_cannot_be_stored()
    {
        byte[] key = [0];
        int tries = 0;
        while (ImageKey.HashOf(key, out _) == LifecycleError.None && tries++ < 100_000)
            key = BitConverter.GetBytes(tries);

        Assert.Equal(LifecycleError.HashFf, ImageKey.HashOf(key, out byte[] hash));
        var area = Sample with { Boot = Sample.Boot! with { Keys = [new(0, true, hash)] } };
        Assert.Equal("-113", ProvisionArea.Parse(area.ToBytes(Length)).Fault!.VendorCode);
    }

    [Fact]
    public void What_the_boot_loader_would_panic_on_is_refused()
    {
        byte[] state = Sample.ToBytes(Length);
        state[52] = 0xFE;
        byte[] tooMany = Sample.ToBytes(Length);
        tooMany[48] = 17;
        byte[] odd = Sample.ToBytes(Length);
        odd[98] = 3;
        byte[] unknown = Sample.ToBytes(Length);
        unknown[92] = 7;
        byte[] after = Sample.ToBytes(Length);
        after[^1] = 0;

        Assert.All([state, tooMany, odd, unknown, after, Sample.ToBytes(Length)[..39], new byte[ProvisionArea.MaxLength + 1]], bytes =>
            Assert.Equal(NordicFaults.Area, ProvisionArea.Parse(bytes).Fault?.Code));
    }

    [Fact]
    public void An_area_of_the_earliest_order_lies_as_the_sheet_says()
    {
        var early = Of(ProvisionLayout.Early2022);
        byte[] bytes = early.ToBytes(Length);
        string expected = "00900000" + "00900100" + "0000FFFFFFFF" + "FFFF" + "02000000"
            + "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD" + "FFFFFA50";

        Assert.StartsWith(expected, Convert.ToHexString(bytes), StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexString(Sample.ToBytes(Length).AsSpan(52)), Convert.ToHexString(bytes.AsSpan(52)));
    }

    [Fact]
    public void An_area_of_an_nRF54L_has_words_and_counters_of_four_bytes()
    {
        byte[] bytes = Of(ProvisionLayout.Nrf54L).ToBytes(Length);
        Assert.StartsWith("00000000FFFFFFFFFFFFFFFFFFFFFFFF" + "AAAAAAAA", Convert.ToHexString(bytes), StringComparison.Ordinal);
        Assert.Contains("01000100" + "01000400" + "FEFFFFFF" + "FDFFFFFF" + "FFFFFFFF" + "FFFFFFFF" + "12930100", Convert.ToHexString(bytes), StringComparison.Ordinal);
        var counter = ProvisionArea.Parse(bytes, ProvisionLayout.Nrf54L).OrThrow().Boot!.Counters!.Single();
        Assert.Equal((2u, 2), (counter.Current, counter.FreeSlots));
    }

    [Fact]
    public void An_area_without_a_boot_loaders_part_is_read_in_every_layout()
    {
        foreach (var layout in ProvisionLayout.All)
        {
            var plain = Of(layout) with { Boot = null };
            Assert.Null(ProvisionArea.Parse(plain.ToBytes(layout.FixedLength), layout).OrThrow().Boot);
            Assert.Equal(NordicLifecycle.Provisioning, ProvisionArea.Parse(plain.ToBytes(Length), layout).OrThrow().Lifecycle.State);
            Assert.False(ProvisionArea.Parse(plain.ToBytes(layout.FixedLength).AsSpan(0, layout.FixedLength - 1), layout).Ok);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_changed_byte_and_every_shorter_area_is_refused_or_means_itself(string name)
    {
        var layout = ProvisionLayout.Find(name)!;
        byte[] valid = Of(layout).ToBytes(Length);
        foreach (byte[] bytes in Mutation.ByteChanges(valid).Select(c => c.Bytes).Concat(Mutation.Truncations(valid)))
        {
            if (ProvisionArea.Parse(bytes, layout).Try(out var area, out _))
                Assert.Equal(bytes, area.ToBytes(bytes.Length));
        }

        Mutation.Feed(bytes => ProvisionArea.Parse(bytes, layout), valid);
    }

    private static ProvisionArea Of(ProvisionLayout layout) => layout.WordLength == sizeof(ushort)
        ? Sample with { Layout = layout }
        : Sample with
        {
            Layout = layout,
            Lifecycle = LifecycleWords.ErasedOf(layout.WordLength) with { Provisioning = 0 },
            Boot = Sample.Boot! with { Counters = [new(1, [0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF, 0xFFFFFFFF]) { SlotLength = 4 }] },
        };
}
