using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Properties;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Mboot;

/// <summary>The values of the properties that are more than a number.</summary>
public sealed class PropertyValueTests
{
    [Theory]
    [InlineData(0x4B030000u, "K3.0.0")]
    [InlineData(0x54010203u, "T1.2.3")]
    [InlineData(0x00020FFFu, "2.15.255")]
    public void A_version_word_reads_as_letter_and_three_numbers(uint word, string text)
    {
        Assert.Equal(text, VersionWord.Of(word).ToString());
        Assert.Equal(word, VersionWord.Of(word).Value);
    }

    [Fact]
    public void A_mask_of_commands_has_a_bit_for_each_tag_up_to_20()
    {
        var mask = AvailableCommands.Of([CommandTag.FlashEraseAll, CommandTag.ReadMemory, CommandTag.EdgeLock2Go, CommandTag.ConfigureCan]);
        Assert.Equal(0x80000005u, mask.Mask);
        Assert.Equal([CommandTag.FlashEraseAll, CommandTag.ReadMemory, CommandTag.EdgeLock2Go], mask.Tags);
        Assert.False(mask.Has(CommandTag.ConfigureCan));
        Assert.False(mask.Has(0));
        Assert.False(mask.Has(CommandTag.WriteMemory));
    }

    [Fact]
    public void Any_mask_survives_its_tags() =>
        Prop.ForAll<uint>(mask => AvailableCommands.Of(new AvailableCommands(mask).Tags).Mask == mask).QuickCheckThrowOnFailure();

    [Fact]
    public void Reserved_regions_are_pairs_without_the_empty_ones()
    {
        AddressRange[] regions = [new(0x9DE00, 0x2200), new(0x20000000, 1)];
        Assert.Equal(regions, ReservedRegions.Parse(ReservedRegions.ToWords(regions)).OrThrow());
        Assert.Empty(ReservedRegions.Parse(ReservedRegions.ToWords([])).OrThrow());
        Assert.Equal([new(4, 4)], ReservedRegions.Parse([0, 0, 4, 7]).OrThrow());
        Assert.Equal(MbootFaults.PacketMalformed, ReservedRegions.Parse([1, 2, 3]).Fault!.Code);
        Assert.Equal(MbootFaults.PacketMalformed, ReservedRegions.Parse([8, 7]).Fault!.Code);
        Assert.Equal(MbootFaults.PacketMalformed, ReservedRegions.Parse([0, uint.MaxValue]).Fault!.Code);
    }

    [Fact]
    public void A_unique_identity_is_sixteen_bytes()
    {
        byte[] id = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        Assert.Equal([0x03020100u, 0x07060504u, 0x0B0A0908u, 0x0F0E0D0Cu], UniqueDeviceIdent.ToWords(id));
        Assert.Equal(id, UniqueDeviceIdent.Parse(UniqueDeviceIdent.ToWords(id)).OrThrow());
        Assert.Equal(MbootFaults.PacketMalformed, UniqueDeviceIdent.Parse([1, 2, 3]).Fault!.Code);
        Assert.Equal(MbootFaults.PacketMalformed, UniqueDeviceIdent.Parse([1, 2, 3, 4, 5]).Fault!.Code);
    }

    [Theory]
    [InlineData(0u, false)]
    [InlineData(1u, true)]
    [InlineData(0x5AA55AA5u, false)]
    [InlineData(0xC33CC33Cu, true)]
    public void The_security_state_has_four_words(uint word, bool locked) => Assert.Equal(locked, SecurityState.IsLocked(word).OrThrow());

    [Fact]
    public void Another_word_is_no_security_state()
    {
        for (int bit = 0; bit < 32; bit++)
            Assert.False(SecurityState.IsLocked(SecurityState.Open ^ (1u << bit)).Ok || SecurityState.IsLocked(SecurityState.Locked ^ (1u << bit)).Ok);
        Assert.False(SecurityState.IsLocked(2).Ok);
    }

    [Fact]
    public void Attributes_of_an_external_memory_mean_what_their_flags_say()
    {
        var some = new ExternalMemoryAttributes(0x08000000, 0x2000, null, 4096, null);
        Assert.Equal([0b01011u, 0x08000000, 0x2000, 0, 4096, 0], some.ToWords());
        Assert.Equal(some, ExternalMemoryAttributes.Parse(some.ToWords()).OrThrow());
        Assert.Equal(new(null, null, null, null, null), ExternalMemoryAttributes.Parse([0, 9, 9, 9, 9, 9]).OrThrow());
        Assert.False(ExternalMemoryAttributes.Parse([32, 0, 0, 0, 0, 0]).Ok);
        Assert.False(ExternalMemoryAttributes.Parse([0, 0, 0, 0, 0]).Ok);
    }

    [Fact]
    public void The_commands_of_a_ROM_are_listed_once_each_and_marked()
    {
        foreach (var family in Families.All)
        {
            var commands = RomCommands.Of(family);
            Assert.Equal(commands.Select(c => c.Tag).Distinct().Order(), commands.Select(c => c.Tag));
            Assert.DoesNotContain(commands, c => c.Tag == CommandTag.TrustProvisioning);
            Assert.Equal(6, commands.Count(c => c.IsProven));
            Assert.Equal(family.UsesProvisioningData, commands.Any(c => c.Tag == CommandTag.FuseProgram));
        }
    }
}
