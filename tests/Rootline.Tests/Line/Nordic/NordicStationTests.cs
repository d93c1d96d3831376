using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Nordic.Virtual;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nordic;
using Rootline.TestSupport.Nordic;
using Xunit;

namespace Rootline.Tests.Line.Nordic;

public sealed class NordicStationTests : IDisposable
{
    private const string Device = "0102030405060708";
    private readonly NordicLab _lab = new();

    public static TheoryData<string> Parts => [.. NordicParts.All.Select(p => p.Name)];

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_new_part_is_provisioned_closed_and_recorded_once(string part)
    {
        var bench = new NordicBench(part);
        bench.Chip.Reset();
        var result = _lab.Run(bench, NordicLab.PlanFor(bench));

        Assert.Null(result.Fault);
        Assert.Equal((Device, NordicLifecycle.Secured), (result.Device, bench.State!.Value));
        Assert.Equal((DeviceOutcome.Done, ProvisioningScheme.Nordic, NordicLab.Attestation), (result.Record!.Outcome, result.Record.Scheme, result.Record.Attestation));
        Assert.Contains(result.Record.Inputs, i => i.Name == "provisioning-image");
        Assert.Equal(RunState.Done, _lab.Runs(Device).Single().State);
        Assert.False(bench.Chip.Port.IsOpen);
        Assert.DoesNotContain(bench.ProvisionAddress - bench.Chip.Part.Uicr.Base, bench.Chip.Application.Uicr.Rewritten);
    }

    [Fact]
    public void The_provisioning_image_is_gone_before_the_firmware_comes()
    {
        var bench = new NordicBench("nrf9160");
        var plan = NordicLab.PlanFor(bench);
        var moved = plan.ProvisioningImage with { Address = 0x40000 };
        var socket = new BenchSocket(bench, _lab.Clock);
        Assert.Equal(NordicLineFaults.Console, _lab.Run(socket, plan with { ProvisioningImage = moved }).Fault?.Code);
        Assert.Null(_lab.Run(socket, plan).Fault);
        var content = new byte[4096];
        bench.Chip.Application.Flash.TryRead(0x1000, content);
        Assert.Equal(plan.Firmware.Content.Span[0x1000..].ToArray(), content[..(plan.Firmware.Content.Length - 0x1000)]);
    }

    [Theory]
    [InlineData("nrf5340")]
    [InlineData("nrf9160")]
    public void A_part_whose_firmware_has_the_earliest_order_of_the_area_is_provisioned_as_well(string part)
    {
        var bench = new NordicBench(part);
        var plan = NordicLab.PlanFor(bench) with
        {
            Layout = ProvisionLayout.Early2022,
            ProvisioningImage = NordicLab.Image(bench, NordicFirmwareKind.Provisioning, NordicFirmwareTraits.EarlyLayout),
            Firmware = NordicLab.Image(bench, NordicFirmwareKind.Tfm, NordicFirmwareTraits.EarlyLayout),
        };
        bench.Chip.Reset();
        var result = _lab.Run(bench, plan);

        Assert.True(result.Fault is null, $"{result.Fault}");
        Assert.Equal(NordicLifecycle.Secured, bench.StateIn(ProvisionLayout.Early2022));
        Assert.Equal(ProvisionArea.DefaultImplementationId(), bench.Chip.Storage(bench.ProvisionAddress, ProvisionLayout.Early2022).ImplementationId);
    }

    [Fact]
    public void A_plan_with_the_wrong_order_of_the_area_ends_before_the_part_is_closed()
    {
        var bench = new NordicBench("nrf9160");
        var plan = NordicLab.PlanFor(bench) with { ProvisioningImage = NordicLab.Image(bench, NordicFirmwareKind.Provisioning, NordicFirmwareTraits.EarlyLayout) };

        Assert.Equal(NordicLineFaults.ReadBack, _lab.Run(bench, plan).Fault?.Code);
        Assert.Equal(UicrMap.Erased, bench.Chip.Application.Uicr.Read(UicrMap.ApProtect));
        plan = plan with { Layout = ProvisionLayout.Early2022, Firmware = NordicLab.Image(bench, NordicFirmwareKind.Tfm, NordicFirmwareTraits.EarlyLayout) };
        Assert.Null(_lab.Run(bench, plan).Fault);
    }

    [Fact]
    public void A_part_that_is_done_is_not_touched_again_without_the_long_option()
    {
        var bench = new NordicBench("nrf9160");
        var plan = NordicLab.PlanFor(bench);
        _lab.Run(bench, plan);
        int operations = bench.Power.Count;

        Assert.Equal(NordicLineFaults.Closed, _lab.Run(bench, plan).Fault?.Code);
        Assert.Equal(NordicLineFaults.Done, _lab.Run(bench, plan with { Device = Device }).Fault?.Code);
        Assert.Equal(NordicLineFaults.Done, _lab.Run(bench, plan with { Device = Device, ErasesClosed = true, ErasesHalf = true }).Fault?.Code);
        Assert.Equal(operations, bench.Power.Count);
        Assert.Null(_lab.Run(bench, plan with { Device = Device, ErasesProvisioned = true }).Fault);
        Assert.Equal([RunState.Done, RunState.Done], _lab.Runs(Device).Select(r => r.State));
    }

    [Fact]
    public void A_part_of_somebody_else_is_not_erased_without_the_long_option()
    {
        var bench = new NordicBench("nrf9160");
        bench.Load(NordicFirmwareKind.Provisioning);
        bench.Chip.Reset();
        var plan = NordicLab.PlanFor(bench);

        Assert.Equal(NordicLineFaults.Provisioned, _lab.Run(bench, plan with { ErasesHalf = true }).Fault?.Code);
        Assert.Null(_lab.Run(bench, plan with { ErasesProvisioned = true }).Fault);
    }

    [Fact]
    public void A_half_part_is_named_and_healed_by_the_erase_path()
    {
        var bench = new NordicBench("nrf9160");
        bench.Chip.Storage(bench.ProvisionAddress).EnterForEver(NordicLifecycle.Provisioning);
        bench.Chip.UniqueKeys.BurnRandom(bench.Chip.Entropy);
        var plan = NordicLab.PlanFor(bench);

        var refused = _lab.Run(bench, plan);
        Assert.Equal((NordicLineFaults.Half, NordicFinding.Half), (refused.Fault!.Code, refused.Found!.Value));
        Assert.Null(_lab.Run(bench, plan with { ErasesHalf = true }).Fault);
        Assert.Equal(NordicLifecycle.Secured, bench.State);
    }

    [Fact]
    public void A_failure_of_the_image_is_told_in_its_own_words()
    {
        var bench = new NordicBench("nrf9160");
        var plan = NordicLab.PlanFor(bench);
        bench.Chip.Keys.BurnSlot(KeySlots.Mext, bench.Chip.Part.Destinations.Aes, KmuPermissions.UniqueKey, new byte[16]);

        Assert.Equal((NordicLineFaults.Half, NordicFinding.Remains), (_lab.Run(bench, plan).Fault!.Code, _lab.Run(bench, plan).Found!.Value));
        bench = new NordicBench("nrf9160");
        plan = plan with { ProvisionAddress = plan.ProvisionAddress + 64 };
        bench.Chip.Storage(bench.ProvisionAddress).EnterForEver(NordicLifecycle.Provisioning);
        var fault = _lab.Run(bench, plan).Fault!;
        Assert.Equal(NordicLineFaults.Failed, fault.Code);
        Assert.Contains(ProvisioningFailure.NotAssembly.Text, fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_identity_key_that_everybody_knows_is_refused_and_the_part_must_be_erased()
    {
        var bench = new NordicBench("nrf9160");
        var good = NordicLab.PlanFor(bench);
        var dummy = good with { ProvisioningImage = NordicLab.Image(bench, NordicFirmwareKind.Provisioning, NordicFirmwareTraits.DummyIdentity) };

        Assert.Equal(NordicLineFaults.Dummy, _lab.Run(bench, dummy).Fault?.Code);
        Assert.Equal(NordicLineFaults.Half, _lab.Run(bench, good).Fault?.Code);
        Assert.Null(_lab.Run(bench, good with { ErasesHalf = true }).Fault);
    }

    [Fact]
    public void TF_M_that_finds_the_network_core_open_is_told_and_the_same_command_finishes()
    {
        var bench = new NordicBench();
        var plan = NordicLab.PlanFor(bench);
        var fault = _lab.Run(bench, plan with { NetworkFirmware = null }).Fault!;
        Assert.Equal(NordicLineFaults.NotSecured, fault.Code);
        Assert.Contains(ProvisioningFailure.NetworkCoreOpen.Text, fault.What, StringComparison.Ordinal);
        Assert.Equal(NordicLifecycle.Provisioning, bench.State);
    }

    [Fact]
    public void Both_images_of_the_network_core_are_run_in_their_order()
    {
        var bench = new NordicBench();
        var plan = NordicLab.PlanFor(bench);
        plan = plan with { NetworkProvisioningImage = NordicLab.Image(bench, NordicFirmwareKind.NetworkProvisioning) };

        Assert.Null(_lab.Run(bench, plan).Fault);
        Assert.Equal(NordicFirmwareKind.NetworkLoader, bench.Chip.Network!.Firmware()!.Kind);
        Assert.Equal((UicrMap.Protected, NordicLifecycle.Secured), (bench.Chip.Network.Uicr.Read(0), bench.State!.Value));
    }

    [Fact]
    public void Without_a_token_the_part_is_not_done_and_is_only_listened_to_later()
    {
        var bench = new NordicBench("nrf9160");
        var plan = NordicLab.PlanFor(bench);
        var silent = plan with { Enroll = _ => NordicLineFaults.NotConfirmed.Fault("refused") };
        Assert.Equal(NordicLineFaults.NotConfirmed, _lab.Run(bench, silent).Fault?.Code);
        Assert.Equal(RunState.Delivered, _lab.Runs(Device).Single().State);
        int operations = bench.Power.Count;

        Assert.Null(_lab.Run(bench, plan with { Device = Device }).Fault);
        Assert.Equal(operations, bench.Power.Count);
        Assert.Equal(RunState.Done, _lab.Runs(Device).Single().State);
    }

    [Fact]
    public void Another_part_a_wrong_image_and_a_missing_debugger_are_refused_before_anything_is_changed()
    {
        var bench = new NordicBench("nrf9160");
        var plan = NordicLab.PlanFor(bench);

        Assert.Equal(NordicLineFaults.OtherPart, _lab.Run(bench, plan with { Part = NordicParts.Find("nrf9161")! }).Fault?.Code);
        Assert.Equal(NordicLineFaults.Image, _lab.Run(bench, plan with { Firmware = plan.Firmware with { Address = 0x100000 } }).Fault?.Code);
        Assert.Equal(NordicLineFaults.Image, _lab.Run(bench, plan with { Firmware = plan.Firmware with { Content = default } }).Fault?.Code);
        Assert.Equal(NordicLineFaults.Image, _lab.Run(bench, plan with { NetworkFirmware = plan.Firmware }).Fault?.Code);
        Assert.Empty(bench.Power.Trace);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_that_is_protected_from_erase_is_done_and_nobody_erases_it_any_more(string part)
    {
        var bench = new NordicBench(part);
        bench.Chip.Reset();
        var plan = NordicLab.PlanFor(bench);
        var result = _lab.Run(bench, plan with { ProtectsFromErase = true });

        Assert.True(result.Fault is null, $"{result.Fault}");
        Assert.Contains(result.Record!.Steps, s => s.Name == "10 protect from erase for ever");
        Assert.Equal(UicrMap.Protected, bench.Chip.Application.Uicr.Read(bench.Chip.Part.Uicr.EraseProtect));
        Assert.Equal(bench.Chip.Network is null ? null : UicrMap.Protected, bench.Chip.Network?.Uicr.Read(bench.Chip.Part.NetworkCore!.EraseProtect));
        Assert.NotNull(_lab.Run(bench, plan with { Device = Device, ErasesProvisioned = true, ErasesClosed = true, ErasesHalf = true }).Fault);
        Assert.Equal(NordicLifecycle.Secured, bench.State);
        Assert.False(bench.Chip.Port.EraseAll());
    }

    [Fact]
    public void Without_the_option_ERASEPROTECT_is_not_set()
    {
        var bench = new NordicBench("nrf9160");
        var result = _lab.Run(bench, NordicLab.PlanFor(bench));
        Assert.False(bench.Chip.Port.IsEraseProtected);
        Assert.DoesNotContain(result.Record!.Steps, s => s.Name.Contains("erase for ever", StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_that_must_be_erased_and_is_protected_from_it_is_refused_before_anything_is_changed()
    {
        var bench = new NordicBench("nrf9160");
        bench.Chip.Application.Uicr.BurnWord(bench.Chip.Part.Uicr.EraseProtect, 0x7FFFFFFF);
        int operations = bench.Power.Count;

        Assert.Equal(NordicLineFaults.Half, _lab.Run(bench, NordicLab.PlanFor(bench)).Fault?.Code);
        Assert.Equal(NordicLineFaults.EraseProtected, _lab.Run(bench, NordicLab.PlanFor(bench) with { ErasesHalf = true }).Fault?.Code);
        Assert.Equal(operations, bench.Power.Count);
    }

    [Fact]
    public void A_part_that_cannot_be_erased_is_named()
    {
        var bench = new NordicBench("nrf9160");
        bench.Chip.Application.Uicr.BurnWord(bench.Chip.Part.Uicr.EraseProtect, 0);
        bench.Protect();
        bench.Chip.Reset();

        Assert.NotNull(_lab.Run(bench, NordicLab.PlanFor(bench) with { ErasesClosed = true }).Fault);
    }
}
