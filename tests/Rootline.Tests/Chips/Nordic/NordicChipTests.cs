using Rootline.Chips.Nordic;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Nordic.Virtual;
using Rootline.TestSupport.Nordic;
using Xunit;

namespace Rootline.Tests.Chips.Nordic;

public sealed class NordicChipTests
{
    public static TheoryData<string> Parts => [.. NordicParts.All.Select(p => p.Name)];

    private static IEnumerable<string> SuccessLines => ProvisioningMessages.Marks.Select(m => m.Text);

    [Theory]
    [MemberData(nameof(Parts))]
    public void The_provisioning_image_says_and_does_its_steps_in_order(string part)
    {
        var bench = new NordicBench(part);
        bench.Load(NordicFirmwareKind.Provisioning);

        Assert.Equal(SuccessLines, bench.Reset());
        Assert.Equal((CoreState.Ended, NordicLifecycle.Provisioning), (bench.Chip.Application.State, bench.State!.Value));
        Assert.True(bench.Chip.UniqueKeys.AreAllWritten && bench.Chip.IdentityKeys.IsWritten);
        Assert.Equal(ProvisionArea.DefaultImplementationId(), bench.Chip.Storage(bench.ProvisionAddress).ImplementationId);
        Assert.Empty(bench.Chip.Application.Uicr.Rewritten);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void TF_M_takes_a_provisioned_part_to_SECURED_and_resets(string part)
    {
        var bench = new NordicBench(part);
        bench.Provision();

        Assert.Equal((CoreState.Running, NordicLifecycle.Secured), (bench.Chip.Application.State, bench.State!.Value));
        Assert.Equal(bench.Chip.Network is null ? null : UicrMap.Protected, bench.Chip.Network?.Uicr.Read(0));
        Assert.False(bench.Chip.Port.IsOpen || bench.Chip.Port.IsSecureOpen || bench.Chip.Port.IsNetworkOpen);
    }

    [Fact]
    public void A_second_run_is_refused_and_changes_nothing()
    {
        var bench = new NordicBench();
        bench.Load(NordicFirmwareKind.Provisioning);
        bench.Reset();
        int operations = bench.Power.Count;

        Assert.Equal([ProvisioningFailure.NotAssembly.Text], bench.Reset());
        Assert.Equal(operations, bench.Power.Count);
    }

    [Fact]
    public void Torn_lifecycle_words_cannot_be_read()
    {
        var bench = new NordicBench();
        bench.Chip.Application.Uicr.BurnWord(0x100, 0xFFFFFF00);
        bench.Load(NordicFirmwareKind.Provisioning);

        Assert.Equal([ProvisioningFailure.CannotRead.Text], bench.Reset());
    }

    [Theory]
    [InlineData(NordicFirmwareTraits.None, CoreState.Ended)]
    [InlineData(NordicFirmwareTraits.Panics, CoreState.Halted)]
    public void Keys_that_are_there_already_stop_the_image_after_the_switch(NordicFirmwareTraits traits, CoreState state)
    {
        var bench = new NordicBench();
        bench.Chip.Keys.BurnSlot(KeySlots.Mext, bench.Chip.Part.Destinations.Aes, KmuPermissions.UniqueKey, new byte[16]);
        bench.Load(NordicFirmwareKind.Provisioning, traits);

        Assert.Equal([.. SuccessLines.Take(3), ProvisioningFailure.KeysAlreadySet.Text], bench.Reset());
        Assert.Equal((state, NordicLifecycle.Provisioning), (bench.Chip.Application.State, bench.State!.Value));
    }

    [Fact]
    public void An_identity_key_that_is_there_already_stops_the_image_after_the_unique_keys()
    {
        var bench = new NordicBench();
        bench.Chip.Keys.BurnSlot(KeySlots.Identity + 1, UicrMap.Erased, KmuPermissions.IdentityKey, new byte[16]);
        bench.Load(NordicFirmwareKind.Provisioning);

        Assert.Equal([.. SuccessLines.Take(3), ProvisioningFailure.IdentityAlreadyWritten.Text], bench.Reset());
        Assert.True(bench.Chip.UniqueKeys.AreAllWritten);
    }

    [Fact]
    public void An_image_with_the_key_that_everybody_knows_says_so_and_TF_M_does_too()
    {
        var bench = new NordicBench("nrf9160");
        bench.Load(NordicFirmwareKind.Provisioning, NordicFirmwareTraits.DummyIdentity | NordicFirmwareTraits.NoImplementationId);
        Assert.Equal([.. SuccessLines.Take(4), ProvisioningMessages.DummyIdentity, ProvisioningMessages.Success], bench.Reset());
        Assert.All(bench.Chip.Storage(bench.ProvisionAddress).ImplementationId, b => Assert.Equal(0xFF, b));

        bench.Load(NordicFirmwareKind.Tfm);
        bench.Protect();
        Assert.Contains(ProvisioningMessages.DummyKeys, bench.Reset());
    }

    [Fact]
    public void TF_M_refuses_a_part_without_keys_and_resets_in_a_loop()
    {
        var bench = new NordicBench("nrf9160");
        bench.Chip.Storage(bench.ProvisionAddress).EnterForEver(NordicLifecycle.Provisioning);
        bench.Protect();
        bench.Load(NordicFirmwareKind.Tfm);
        Assert.Equal([ProvisioningFailure.NoUniqueKeys.Text], bench.Reset());
        Assert.Equal(CoreState.ResetLoop, bench.Chip.Application.State);

        bench.Chip.UniqueKeys.BurnRandom(bench.Chip.Entropy);
        Assert.Equal([ProvisioningFailure.NoIdentityKey.Text], bench.Reset());
        bench.Load(NordicFirmwareKind.Tfm, NordicFirmwareTraits.Halts);
        bench.Reset();
        Assert.Equal((CoreState.Halted, NordicLifecycle.Provisioning), (bench.Chip.Application.State, bench.State!.Value));
    }

    [Fact]
    public void TF_M_demands_both_protections_and_an_answer_of_the_network_core()
    {
        var bench = new NordicBench();
        bench.Load(NordicFirmwareKind.Provisioning);
        bench.Reset();
        bench.Load(NordicFirmwareKind.Tfm);
        Assert.Empty(bench.Reset());
        Assert.Equal(CoreState.ResetLoop, bench.Chip.Application.State);
        bench.Chip.Application.Uicr.BurnWord(UicrMap.ApProtect, UicrMap.Protected);
        Assert.Empty(bench.Reset());

        bench.Protect();
        Assert.Equal([ProvisioningFailure.NetworkCoreOpen.Text], bench.Reset());
        bench.Load(NordicFirmwareKind.NetworkLoader);
        bench.Reset();
        Assert.Equal(NordicLifecycle.Secured, bench.State);
    }

    [Fact]
    public void A_part_in_assembly_boots_TF_M_without_a_step()
    {
        var bench = new NordicBench();
        bench.Load(NordicFirmwareKind.Tfm);
        bench.Reset();

        Assert.Equal((CoreState.Running, NordicLifecycle.Assembly), (bench.Chip.Application.State, bench.State!.Value));
    }

    [Fact]
    public void The_network_cores_image_closes_its_port_from_the_next_reset_on()
    {
        var bench = new NordicBench();
        var network = bench.Chip.Network!;
        network.Uicr.BurnWord(0, UicrMap.Unprotected);
        bench.Load(NordicFirmwareKind.NetworkProvisioning);
        bench.Chip.Reset();

        Assert.Equal([ProvisioningMessages.NetworkClosed, ProvisioningMessages.Success], NordicBench.Said(network));
        Assert.True(bench.Chip.Port.IsNetworkOpen);
        bench.Chip.Reset();
        Assert.False(bench.Chip.Port.IsNetworkOpen);
        Assert.Equal(2, NordicBench.Said(network).Count);
    }

    [Fact]
    public void A_network_core_with_another_word_says_that_it_cannot_write()
    {
        var bench = new NordicBench();
        bench.Chip.Network!.Uicr.BurnWord(0, 0x12345678);
        bench.Load(NordicFirmwareKind.NetworkProvisioning);
        bench.Chip.Reset();

        Assert.Equal([ProvisioningFailure.NetworkCoreWord.Text], NordicBench.Said(bench.Chip.Network));
    }

    [Fact]
    public void An_nRF5340_is_closed_by_default_and_opened_by_its_word_together_with_firmware()
    {
        var bench = new NordicBench();
        bench.Reset();
        Assert.False(bench.Chip.Port.IsOpen);
        Assert.True(bench.Chip.Port.EraseAll());
        Assert.True(bench.Chip.Port.IsOpen && bench.Chip.Port.IsSecureOpen);
        bench.Chip.Application.Uicr.BurnWord(UicrMap.ApProtect, UicrMap.Unprotected);
        bench.Reset();
        Assert.False(bench.Chip.Port.IsOpen);

        bench.Load(NordicFirmwareKind.Tfm);
        bench.Reset();
        Assert.True(bench.Chip.Port.IsOpen);
        Assert.False(bench.Chip.Port.IsSecureOpen);
    }

    [Fact]
    public void An_nRF9160_is_open_until_a_word_closes_it()
    {
        var bench = new NordicBench("nrf9160");
        bench.Reset();
        Assert.True(bench.Chip.Port.IsOpen && bench.Chip.Port.IsSecureOpen);
        bench.Protect();
        Assert.True(bench.Chip.Port.IsOpen);
        bench.Reset();
        Assert.False(bench.Chip.Port.IsOpen);
    }

    [Fact]
    public void Erasing_all_gives_a_part_in_assembly_that_gets_another_identity()
    {
        var bench = new NordicBench("nrf9160");
        bench.Provision();
        using var first = bench.Chip.IdentityKeys.Read();

        Assert.True(bench.Chip.Port.EraseAll());
        Assert.Equal((NordicLifecycle.Assembly, CoreState.NoFirmware), (bench.State!.Value, bench.Chip.Application.State));
        Assert.False(bench.Chip.UniqueKeys.IsAnyWritten || bench.Chip.IdentityKeys.IsWritten);
        var later = bench.PowerCycled();
        later.Provision();
        using var second = later.Chip.IdentityKeys.Read();
        Assert.False(second!.FixedTimeEquals(first!.Span));
    }

    [Fact]
    public void ERASEPROTECT_blocks_the_erase()
    {
        var bench = new NordicBench();
        bench.Chip.Application.Uicr.BurnWord(bench.Chip.Part.Uicr.EraseProtect, 0x7FFFFFFF);
        bench.Load(NordicFirmwareKind.Tfm);

        Assert.False(bench.Chip.Port.EraseAll());
        Assert.False(bench.Chip.Port.EraseAllNetwork());
        Assert.NotNull(bench.Chip.Application.Firmware());
    }

    [Fact]
    public void Erasing_the_network_core_erases_both()
    {
        var bench = new NordicBench();
        bench.Provision();

        Assert.True(bench.Chip.Port.EraseAllNetwork());
        Assert.Null(bench.Chip.Application.Firmware());
        Assert.Null(bench.Chip.Network!.Firmware());
        Assert.True(bench.Chip.Port.IsNetworkOpen && bench.Chip.Port.IsSecureOpen);
    }
}
