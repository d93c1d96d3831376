using System.Text;
using Rootline.Core.Crypto;
using Rootline.Formats.Nordic;
using Xunit;

namespace Rootline.Tests.Formats.Nordic;

public sealed class KeySlotTests
{
    [Fact]
    public void Parts_have_the_addresses_of_the_sheet()
    {
        var nrf53 = NordicParts.Find("nRF5340")!;
        var nrf91 = NordicParts.Find("nrf9160")!;

        Assert.Equal((0x1Cu, 0x20u, 0x100u), (nrf53.Uicr.SecureApProtect, nrf53.Uicr.EraseProtect, nrf53.Uicr.Otp));
        Assert.Equal((0x01FF8000u, 0u, 4u), (nrf53.NetworkCore!.UicrBase, nrf53.NetworkCore.ApProtect, nrf53.NetworkCore.EraseProtect));
        Assert.Equal((0x50845400u, 0x50845388u), (nrf53.Destinations.Aes, nrf53.Destinations.ChaCha));
        Assert.Equal((32, 2, 16, 1), (nrf53.HukLength, nrf53.HukSlots, nrf91.HukLength, nrf91.HukSlots));
        Assert.Equal((0x50841400u, 0x50841388u, 0x50841A50u), (nrf91.Destinations.Aes, nrf91.Destinations.ChaCha, nrf91.Destinations.Kdr!.Value));
        Assert.All(NordicParts.All.Where(p => p != nrf53), p => Assert.Equal((0x2Cu, 0x30u, 0x108u), (p.Uicr.SecureApProtect, p.Uicr.EraseProtect, p.Uicr.Otp)));
        Assert.Equal((0x00FF8100u, 0x00FF8108u), (nrf53.DefaultProvisionAddress, nrf91.DefaultProvisionAddress));
        Assert.Equal((0x438u, 0x870u), (UicrMap.ConfigOf(7), UicrMap.ValueOf(7)));
        Assert.Null(NordicParts.Find("nrf52840"));
    }

    [Theory]
    [InlineData(0x00FF8100, true)]
    [InlineData(0x00FF83D8, true)]
    [InlineData(0x00FF83DC, false)]
    [InlineData(0x00FF80FC, false)]
    [InlineData(0x00FF8102, false)]
    [InlineData(0xFFFFFFFC, false)]
    public void The_provision_area_lies_between_the_one_time_words_and_the_key_slots(uint address, bool isTaken) =>
        Assert.Equal(isTaken, NordicParts.Find("nrf5340")!.TakesProvisionArea(address, ProvisionLayout.Ncs2));

    [Theory]
    [InlineData(0xFFFFFFFC, false, false, true, false)]
    [InlineData(0xFFFFFFFA, false, true, false, false)]
    [InlineData(0xFFFFFFFF, true, true, true, false)]
    [InlineData(0xFFFEFFFF, true, false, false, true)]
    public void A_permission_word_says_what_may_be_done(uint word, bool write, bool read, bool push, bool revoked)
    {
        var permissions = new KmuPermissions(word);

        Assert.Equal((write, read, push, revoked), (permissions.CanWrite, permissions.CanRead, permissions.CanPush, permissions.IsRevoked));
    }

    [Fact]
    public void A_half_of_a_permission_word_is_written_once()
    {
        var permissions = KmuPermissions.Erased.After(0xFFFFFFFC);

        Assert.Equal(KmuPermissions.UniqueKey, permissions);
        Assert.Equal(0xFFFFFFFCu, permissions.After(0xFFFFFFF8).Word);
        Assert.Equal(0xFFFEFFFCu, permissions.After(0xFFFEFFFF).Word);
        Assert.Equal(0xFFFEFFFCu, permissions.After(0xFFFEFFFF).After(0x0000FFFF).Word);
    }

    [Fact]
    public void A_slot_counts_as_written_when_any_word_is()
    {
        byte[] erased = [.. Enumerable.Repeat((byte)0xFF, KmuSlot.Length)];
        Assert.False(KmuSlot.Read(erased).IsWritten);
        for (int i = 0; i < erased.Length; i++)
        {
            byte[] written = [.. erased];
            written[i] = 0xFE;
            var slot = KmuSlot.Read(written);
            var again = new byte[KmuSlot.Length];
            slot.Write(again);
            Assert.True(slot.IsWritten);
            Assert.Equal(written, again);
        }
    }

    [Fact]
    public void A_shadow_key_is_the_counter_mode_of_the_standard_over_CMAC()
    {
        byte[] key = TestKeys.Bytes("mext", 32);
        byte[] label = Encoding.ASCII.GetBytes("TFM_HW_UNIQ_KEY\0");
        var expected = new byte[32];
        AesCmac.Compute(key, [1, .. label, 0, 0x01, 0x00], expected.AsSpan(0, 16));
        AesCmac.Compute(key, [2, .. label, 0, 0x01, 0x00], expected.AsSpan(16, 16));

        using var derived = ShadowKey.Derive(key, ShadowKey.TfmLabel, default, 32);
        using var shorter = ShadowKey.Derive(key, ShadowKey.TfmLabel, default, 31);
        using var other = ShadowKey.Derive(key, ShadowKey.TfmLabel, [1], 32);

        Assert.Equal(16, label.Length);
        Assert.True(derived.FixedTimeEquals(expected));
        Assert.False(shorter.FixedTimeEquals(expected.AsSpan(0, 31)));
        Assert.False(other.FixedTimeEquals(expected));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShadowKey.Derive(key, new byte[65], default, 32));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShadowKey.Derive(key, default, default, 0));
    }

    [Fact]
    public void Codes_have_the_numbers_of_the_sheet()
    {
        Assert.Equal([-0x701A, -0x701B, -0x701C, -0x701D, -0x701E, -0x7028], new[]
        {
            (int)KmuError.InvalidSlot, (int)KmuError.AlreadyFilled, (int)KmuError.WrongAddress, (int)KmuError.WriteFailed, (int)KmuError.InvalidPermission, (int)KmuError.MkekMissing,
        });
        Assert.Equal((0x15500, 0x15501, 0x15505), ((int)UniqueKeyError.Missing, (int)UniqueKeyError.MkekMissing, (int)UniqueKeyError.GenerationFailed));
    }
}
