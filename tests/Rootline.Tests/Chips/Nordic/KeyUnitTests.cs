using Rootline.Chips.Nordic;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Nordic;
using Rootline.Tests.Formats;
using Rootline.TestSupport.Nordic;
using Xunit;

namespace Rootline.Tests.Chips.Nordic;

public sealed class KeyUnitTests
{
    private readonly NordicBench _bench = new();

    private NordicChip Chip => _bench.Chip;

    private uint Aes => Chip.Part.Destinations.Aes;

    [Fact]
    public void A_slot_is_reached_only_while_it_is_selected()
    {
        Assert.Equal(KmuError.None, Chip.Keys.BurnSlot(9, Aes, KmuPermissions.IdentityKey, TestKeys.Bytes("value", 16)));
        uint value = UicrMap.ValueOf(9);

        Assert.Equal(KmuSlot.Denied, Chip.Keys.ReadWord(value));
        Chip.Keys.Selector = KmuSlot.Selector(8);
        Assert.Equal(KmuSlot.Denied, Chip.Keys.ReadWord(value));
        Assert.Equal(KmuSlot.Denied, Chip.Keys.ReadWord(UicrMap.ConfigOf(9) + 4));
        Chip.Keys.Selector = KmuSlot.Selector(9);
        Assert.Equal(BitConverter.ToUInt32(TestKeys.Bytes("value", 16)), Chip.Keys.ReadWord(value));
        Assert.Equal(KmuPermissions.IdentityKey.Word, Chip.Keys.ReadWord(UicrMap.ConfigOf(9) + 4));
    }

    [Fact]
    public void A_unique_key_is_pushed_and_never_read()
    {
        byte[] value = TestKeys.Bytes("huk", 16);
        Chip.Keys.BurnSlot(2, Aes, KmuPermissions.UniqueKey, value);
        Chip.Keys.Selector = KmuSlot.Selector(2);

        Assert.Equal(KmuSlot.Denied, Chip.Keys.ReadWord(UicrMap.ValueOf(2)));
        Assert.Null(Chip.Keys.ReadKey(2, 1));
        using var pushed = Chip.Keys.Push(2, 1);
        Assert.True(pushed!.FixedTimeEquals(value));
        Assert.Null(Chip.Keys.Push(2, 2));
    }

    [Fact]
    public void A_revoked_slot_gives_nothing_and_its_value_is_gone()
    {
        Chip.Keys.BurnSlot(9, Aes, KmuPermissions.IdentityKey, TestKeys.Bytes("value", 16));
        Chip.Keys.RevokeForEver(9);
        Chip.Keys.Selector = KmuSlot.Selector(9);

        Assert.Equal(KmuSlot.Denied, Chip.Keys.ReadWord(UicrMap.ValueOf(9)));
        Assert.Equal(0u, Chip.Application.Uicr.Read(UicrMap.ValueOf(9)));
        Assert.Null(Chip.Keys.ReadKey(9, 1));
        Assert.Equal(KmuError.AlreadyFilled, Chip.Keys.BurnSlot(9, Aes, KmuPermissions.UniqueKey, new byte[16]));
    }

    [Fact]
    public void The_library_refuses_with_its_own_codes()
    {
        byte[] value = new byte[16];
        Assert.Equal(KmuError.InvalidSlot, Chip.Keys.BurnSlot(128, Aes, KmuPermissions.UniqueKey, value));
        Assert.Equal(KmuError.InvalidSlot, Chip.Keys.BurnSlot(-1, Aes, KmuPermissions.UniqueKey, value));
        Assert.Equal(KmuError.InvalidParameter, Chip.Keys.BurnSlot(1, Aes, KmuPermissions.UniqueKey, new byte[15]));
        Assert.Equal(KmuError.WrongAddress, Chip.Keys.BurnSlot(1, 0x20000000, KmuPermissions.UniqueKey, value));
        Assert.Equal(KmuError.InvalidPermission, Chip.Keys.BurnSlot(1, Aes, new(0xFFFFFFFF), value));
        Assert.Equal(KmuError.InvalidPermission, Chip.Keys.BurnSlot(1, Aes, new(0xFFFFFFF4), value));
        Assert.Empty(_bench.Power.Trace);
        Assert.Equal(KmuError.None, Chip.Keys.BurnSlot(1, Aes + 16, KmuPermissions.UniqueKey, value));
        Assert.Equal(KmuError.AlreadyFilled, Chip.Keys.BurnSlot(1, Aes, KmuPermissions.UniqueKey, value));
        Assert.Empty(Chip.Application.Uicr.Rewritten);
    }

    [Fact]
    public void An_identity_key_needs_MKEK_and_is_written_once()
    {
        byte[] scalar = TestKeys.Bytes("scalar", 32);
        Assert.Equal(KmuError.MkekMissing, Chip.IdentityKeys.Burn(scalar));
        Assert.Null(Chip.UniqueKeys.BurnRandom(new SeededEntropy(1)));
        Assert.Equal(KmuError.InvalidParameter, Chip.IdentityKeys.Burn(new byte[31]));
        Assert.Equal(KmuError.None, Chip.IdentityKeys.Burn(scalar));
        Assert.Equal(KmuError.IdentityAlreadyFilled, Chip.IdentityKeys.Burn(scalar));

        using var read = Chip.IdentityKeys.Read();
        Assert.True(read!.FixedTimeEquals(scalar));
        using var stored = Chip.Keys.ReadKey(KeySlots.Identity, 2);
        Assert.False(stored!.FixedTimeEquals(scalar));
    }

    [Theory]
    [InlineData("nrf5340", new[] { 2, 3, 4, 5 })]
    [InlineData("nrf9160", new[] { 2, 4 })]
    public void Unique_keys_have_their_slots_and_are_not_overwritten(string part, int[] slots)
    {
        var chip = new NordicBench(part).Chip;
        Assert.Null(chip.UniqueKeys.DeriveForTfm());
        Assert.Null(chip.UniqueKeys.BurnRandom(new SeededEntropy(1)));

        Assert.Equal(slots, Enumerable.Range(0, KmuSlot.Count).Where(chip.Keys.IsWritten));
        Assert.Equal(UniqueKeyFailure.AlreadySet, chip.UniqueKeys.BurnRandom(new SeededEntropy(2)));
        using var tfm = chip.UniqueKeys.DeriveForTfm();
        using var mext = chip.Keys.Push(KeySlots.Mext, chip.Part.HukSlots);
        using var expected = ShadowKey.Derive(mext!.Span, ShadowKey.TfmLabel, default, chip.Part.HukLength);
        Assert.True(tfm!.FixedTimeEquals(expected.Span));
        Assert.Equal(chip.Part.HukLength, tfm.Length);
    }

    [Fact]
    public void A_random_identity_key_is_a_key_of_the_curve()
    {
        Chip.UniqueKeys.BurnRandom(new SeededEntropy(1));
        Assert.Equal(KmuError.None, Chip.IdentityKeys.BurnRandom(new SeededEntropy(2)));
        using var read = Chip.IdentityKeys.Read();
        using var key = P256PrivateKey.FromScalar(read!.Span);
        Assert.NotNull(key);
    }
}
