using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using Rootline.Foundry.Nxp;
using Rootline.Oem.Nxp;
using Rootline.TestSupport.Nxp;
using Xunit;
using ResetCommand = Rootline.Formats.Nxp.Sb2.Commands.ResetCommand;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>What the boot ROM makes of SB2.1 files: the vendor's on an open chip, the owner's on a closed one.</summary>
public sealed class SbFileTests
{
    [Fact]
    public void The_vendors_firmware_starts_after_its_answer_has_left()
    {
        using var bench = new ChipBench();
        bool ranEarly = false;
        bench.Host.ReceiveSbFile(ChipLab.Firmware, _ => ranEarly |= bench.Chip.RunsFirmware);
        Assert.False(ranEarly);
        Assert.True(bench.Chip.RunsFirmware);
        Assert.Equal(0, bench.Chip.ProductFiles);
        bench.Host.Open();
        bench.Host.WriteMemory(ChipBench.Buffer, new byte[32]);
        bench.Refuses(MbootStatus.TpContainerInvalid, () => bench.Host.ProveGenuinity(ChipBench.Buffer, ChipBench.BufferLength));
    }

    [Fact]
    public void The_firmware_does_not_start_before_its_answer_is_acknowledged()
    {
        using var bench = new ChipBench();
        var device = bench.Chip.Device;
        var waste = new byte[256];
        device.Receive(Frame.Command(new ReceiveSbFileCommand((uint)ChipLab.Firmware.Length).ToPacket().ToBytes()).ToBytes());
        Flush();
        device.Receive(Frame.Ack.ToBytes());
        foreach (byte[] piece in ChipLab.Firmware.Chunk(512))
        {
            Assert.False(bench.Chip.RunsFirmware);
            device.Receive(Frame.Data(piece).ToBytes());
            Flush();
        }

        Assert.False(bench.Chip.RunsFirmware);
        device.Receive(Frame.Ack.ToBytes());
        Assert.True(bench.Chip.RunsFirmware);

        void Flush()
        {
            while (device.Give(waste) > 0)
            {
            }
        }
    }

    [Fact]
    public void Another_vendors_firmware_is_refused_with_what_is_wrong_with_it()
    {
        using var stranger = VirtualVendor.Found(Families.Lpc55S6x, TimeProvider.System, new SystemEntropy());
        byte[] foreign = stranger.MakeProvisioningFirmware(TimeProvider.System, new SystemEntropy(), 128);
        using var bench = new ChipBench();
        bench.Refuses(MbootStatus.SbKeyNotFound, () => bench.Host.ReceiveSbFile(foreign));
        Assert.False(bench.Chip.RunsFirmware);
    }

    [Fact]
    public void A_file_of_the_right_signer_for_another_KEK_is_refused()
    {
        using var bench = new ChipBench();
        var signer = ChipLab.Vendor.FirmwareSigner;
        var request = new Sb2Request([new Sb2Section(1, [new NopCommand()])], [signer.Certificate], signer.RootKeys, DateTimeOffset.UnixEpoch.AddYears(50));
        byte[] file = Sb2Writer.Write(request, new byte[32], new SystemEntropy(), signer.Sign).OrThrow();
        bench.Refuses(MbootStatus.SbBadKek, () => bench.Host.ReceiveSbFile(file));
    }

    [Fact]
    public void Every_changed_byte_and_every_truncation_of_the_firmware_is_refused_and_starts_nothing()
    {
        byte[] file = ChipLab.Vendor.MakeProvisioningFirmware(TimeProvider.System, new SystemEntropy(), 128);
        using var bench = new ChipBench();
        int refused = 0;
        for (int i = 0; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 0x40;
            uint status = ChipBench.Status(() => bench.Host.ReceiveSbFile(changed));
            Assert.True(status == MbootStatus.Fail || status is >= MbootStatus.SbSectionOverrun and <= MbootStatus.SbBadKek, $"byte {i}: {status}");
            refused++;
        }

        for (int length = 16; length < file.Length; length += 16)
            Assert.NotEqual(0u, ChipBench.Status(() => bench.Host.ReceiveSbFile(file.AsMemory(0, length))));
        Assert.Equal(file.Length, refused);
        Assert.False(bench.Chip.RunsFirmware);
    }

    [Fact]
    public void A_file_of_no_length_or_longer_than_any_flash_is_refused_before_its_data()
    {
        using var bench = new ChipBench();
        Assert.Equal(MbootStatus.SbSectionLength, bench.Execute(new ReceiveSbFileCommand(0).ToPacket()).Status);
        Assert.Equal(MbootStatus.SbSectionLength, bench.Execute(new ReceiveSbFileCommand(0x100001).ToPacket()).Status);
        Assert.Equal(MbootStatus.SbSectionLength, bench.Execute(new ReceiveSbFileCommand(uint.MaxValue).ToPacket()).Status);
    }

    [Fact]
    public void A_vendor_file_that_jumps_where_no_firmware_is_fails()
    {
        using var bench = new ChipBench();
        bench.Refuses(MbootStatus.Fail, () => bench.Host.ReceiveSbFile(ChipLab.VendorFileOf(new JumpCommand(0x20000000, 0))));
        bench.Refuses(MbootStatus.Fail, () => bench.Host.ReceiveSbFile(ChipLab.VendorFileOf(new JumpCommand(0x1000, 0))));
        Assert.False(bench.Chip.RunsFirmware);
    }

    [Fact]
    public void A_vendor_file_without_a_jump_is_run_and_is_no_product()
    {
        using var bench = new ChipBench();
        bench.Host.ReceiveSbFile(ChipLab.VendorFileOf(new LoadCommand(0x20000000, new byte[] { 1, 2, 3 })));
        Assert.Equal([1, 2, 3], bench.Host.ReadMemory(0x20000000, 3));
        Assert.False(bench.Chip.RunsFirmware);
        Assert.Equal(0, bench.Chip.ProductFiles);
    }

    [Fact]
    public void A_product_file_on_an_open_chip_is_refused()
    {
        using var bench = new ChipBench();
        bench.Refuses(MbootStatus.SbKeyNotFound, () => bench.Host.ReceiveSbFile(ChipLab.Product));
    }

    [Fact]
    public void A_closed_chip_takes_its_owners_file()
    {
        using var bench = ChipBench.Closed();
        bench.Host.ReceiveSbFile(ChipLab.Product);
        Assert.Equal(1, bench.Chip.ProductFiles);
        Assert.Equal(ChipLab.Image, bench.Chip.Inside.Flash.Read(0, ChipLab.Image.Length));
        bench.Host.ReceiveSbFile(ChipLab.Product);
        Assert.Equal(2, bench.Chip.ProductFiles);
    }

    [Fact]
    public void A_closed_chip_refuses_the_vendors_firmware_a_strangers_file_and_every_changed_byte()
    {
        using var bench = ChipBench.Closed();
        using var stranger = OemKeySet.Draw(TimeProvider.System, new SystemEntropy());
        byte[] foreign = ProductFile.Build(new byte[16], stranger, TimeProvider.System, new SystemEntropy());
        byte[] file = ChipLab.ProductOf(new LoadCommand(0, new byte[] { 9 }));
        bench.Refuses(MbootStatus.SbKeyNotFound, () => bench.Host.ReceiveSbFile(ChipLab.Firmware));
        bench.Refuses(MbootStatus.SbKeyNotFound, () => bench.Host.ReceiveSbFile(foreign));
        for (int i = 0; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 1;
            Assert.NotEqual(0u, ChipBench.Status(() => bench.Host.ReceiveSbFile(changed)));
        }

        Assert.True(bench.Chip.Inside.Flash.IsErased(0, 512));
        Assert.Equal(0, bench.Chip.ProductFiles);
    }

    [Theory]
    [InlineData(false, 4u, MbootStatus.SbRollbackBlocked)]
    [InlineData(false, 5u, MbootStatus.Success)]
    [InlineData(true, 6u, MbootStatus.SbRollbackBlocked)]
    [InlineData(true, 7u, MbootStatus.Success)]
    public void A_file_below_the_chips_version_floor_is_refused(bool isNonSecure, uint version, uint status)
    {
        byte[] page = ProductPages.FirstCfpa().Bytes.ToArray();
        (page[8], page[12]) = (5, 7);
        using var bench = ChipBench.Closed(new() { Cfpa = page });
        byte[] file = ChipLab.ProductOf(new VersionCheckCommand(isNonSecure, version), new LoadCommand(0, new byte[] { 1, 2 }));
        Assert.Equal(status, ChipBench.Status(() => bench.Host.ReceiveSbFile(file)));
        Assert.Equal(status != 0, bench.Chip.Inside.Flash.IsErased(0, 512));
    }

    [Fact]
    public void The_commands_that_the_chip_supports_are_run_in_order_up_to_a_jump()
    {
        using var bench = ChipBench.Closed();
        bench.Host.ReceiveSbFile(ChipLab.ProductOf(
            new NopCommand(),
            new EraseCommand(0, 1024),
            new FillCommand(0, 512, 0xAABBCCDD),
            new LoadCommand(512, new byte[] { 1, 2, 3 }),
            new JumpCommand(0x20000000, 0),
            new EraseCommand(0, 1024)));
        Assert.Equal([0xDD, 0xCC, 0xBB, 0xAA], bench.Chip.Inside.Flash.Read(0, 4));
        Assert.Equal([1, 2, 3, 0xFF], bench.Chip.Inside.Flash.Read(512, 4));
        bench.Host.ReceiveSbFile(ChipLab.ProductOf(new EraseCommand(0, 0, EraseExtent.All), new ResetCommand(), new FillCommand(0, 512, 0)));
        Assert.True(bench.Chip.Inside.Flash.IsErased(0, 1024));
    }

    [Fact]
    public void A_command_that_the_chip_does_not_support_and_one_that_fails_stop_the_file()
    {
        using var bench = ChipBench.Closed();
        byte[] calling = ChipLab.ProductOf(new CallCommand(0, 0), new FillCommand(0, 512, 0));
        byte[] outside = ChipLab.ProductOf(new LoadCommand(0x9E600, new byte[512]), new FillCommand(0, 512, 0));
        byte[] opening = ChipLab.ProductOf(new LoadCommand(0x9DE00, CfpaPage.Blank.WithVersion(99).WithCmpaInProgress(true).Bytes.ToArray()));
        bench.Refuses(MbootStatus.SbUnknownCommand, () => bench.Host.ReceiveSbFile(calling));
        bench.Refuses(MbootStatus.MemoryRangeInvalid, () => bench.Host.ReceiveSbFile(outside));
        bench.Refuses(MbootStatus.FlashCfpaScratch, () => bench.Host.ReceiveSbFile(opening));
    }

    [Fact]
    public void A_file_whose_signature_is_wrong_is_not_taken_beyond_it()
    {
        using var bench = ChipBench.Closed();
        byte[] file = ChipLab.ProductOf(new EraseCommand(0, 0x10000), new LoadCommand(0, new byte[0x8000]));
        int sections = Sb2Structure.Walk(file).OrThrow().SectionsOffset;
        file[sections - 1] ^= 1;
        int sent = 0;
        bench.Refuses(MbootStatus.SbSignature, () => bench.Host.ReceiveSbFile(file, count => sent = count));
        Assert.InRange(sent, 1, sections + (int)bench.Host.GetProperty(PropertyTag.MaxPacketSize)[0]);
        bench.Host.ReceiveSbFile(ChipLab.Product);
        Assert.Equal(1, bench.Chip.ProductFiles);
    }

    [Fact]
    public void Commands_run_while_the_file_comes_in_and_a_wrong_part_ends_it_where_it_is_found()
    {
        using var bench = ChipBench.Closed();
        Sb2Command[] commands = [.. Enumerable.Range(0, 64).Select(i => new LoadCommand((uint)i * 512, new byte[512]))];
        byte[] file = ChipLab.ProductOf(64, commands);
        file[^1] ^= 1;
        bool ranEarly = false;
        Assert.Equal(MbootStatus.SbSignature, ChipBench.Status(() => bench.Host.ReceiveSbFile(file, count => ranEarly |= count < file.Length / 2 && !bench.Chip.Inside.Flash.IsErased(0, 512))));
        Assert.True(ranEarly);
        Assert.False(bench.Chip.Inside.Flash.IsErased(62 * 512, 512));
        Assert.True(bench.Chip.Inside.Flash.IsErased(63 * 512, 512));
        Assert.Equal(0, bench.Chip.ProductFiles);
    }

    [Theory]
    [InlineData(0x55u, MbootStatus.Success)]
    [InlineData(0x01u, MbootStatus.Success)]
    [InlineData(0x54u, MbootStatus.SbKeyNotFound)]
    [InlineData(0x56u, MbootStatus.SbKeyNotFound)]
    [InlineData(0x57u, MbootStatus.SbKeyNotFound)]
    public void A_closed_chip_refuses_a_root_key_that_its_CFPA_does_not_enable(uint revoke, uint status)
    {
        byte[] page = ProductPages.FirstCfpa().WithRootRevoke(revoke).Bytes.ToArray();
        using var bench = ChipBench.Closed(new() { Cfpa = page });
        Assert.Equal(status, ChipBench.Status(() => bench.Host.ReceiveSbFile(ChipLab.Product)));
    }

    [Fact]
    public void A_jump_does_not_happen_when_what_follows_it_is_wrong()
    {
        var vendor = ChipLab.Vendor;
        byte[] image = new Rootline.Formats.Nxp.Virtual.ProvisioningFirmware(vendor.CardKey.PublicKey.Raw.ToArray()).ToImage(512);
        uint at = Rootline.Formats.Nxp.Virtual.ProvisioningFirmware.LoadAddress(vendor.Family);
        Sb2Command[] commands = [new LoadCommand(at, image), new JumpCommand(at, 0), new NopCommand(), new NopCommand()];
        byte[] file = ChipLab.VendorFileOf(commands.Length, commands);
        using var bench = new ChipBench();
        byte[] wrong = [.. file];
        wrong[^1] ^= 1;
        bench.Refuses(MbootStatus.SbSignature, () => bench.Host.ReceiveSbFile(wrong));
        Assert.False(bench.Chip.RunsFirmware);
        bench.Host.ReceiveSbFile(file);
        Assert.True(bench.Chip.RunsFirmware);
    }

    [Fact]
    public void A_memory_that_is_not_there_and_a_one_time_word_are_refused()
    {
        using var bench = ChipBench.Closed();
        Sb2Memory flash = new(9, 0);
        foreach (var command in new Sb2Command[] { new MemoryEnableCommand(0x20000000, 4, flash), new LoadCommand(0, new byte[16], flash), new FillCommand(0, 512, 0, flash), new EraseCommand(0, 512, EraseExtent.Region, flash), new EraseCommand(0, 0, EraseExtent.All, flash) })
            bench.Refuses(MbootStatus.MemoryNotConfigured, () => bench.Host.ReceiveSbFile(ChipLab.ProductOf(command)));
        foreach (var command in new Sb2Command[] { new ProgramCommand(0, 1, null, default), new KeyStoreSaveCommand(0, default), new KeyStoreRestoreCommand(0, default) })
            bench.Refuses(MbootStatus.SbUnknownCommand, () => bench.Host.ReceiveSbFile(ChipLab.ProductOf(command)));
        bench.Refuses(MbootStatus.MemoryRangeInvalid, () => bench.Host.ReceiveSbFile(ChipLab.ProductOf(new FillCommand(0, 0x80000000, 0))));
    }

    [Fact]
    public void A_host_that_breaks_off_a_file_leaves_the_chip_ready_for_the_next()
    {
        using var bench = ChipBench.Closed();
        var device = bench.Chip.Device;
        device.Receive(Frame.Command(new ReceiveSbFileCommand((uint)ChipLab.Product.Length).ToPacket().ToBytes()).ToBytes());
        device.Receive(Frame.Ack.ToBytes());
        device.Receive(Frame.Data(ChipLab.Product.AsMemory(0, 512)).ToBytes());
        device.Receive(Frame.Abort.ToBytes());
        device.Receive(Frame.Ack.ToBytes());
        var waste = new byte[256];
        while (device.Give(waste) > 0)
        {
        }

        bench.Host.ReceiveSbFile(ChipLab.Product);
        Assert.Equal(1, bench.Chip.ProductFiles);
    }

    [Fact]
    public void With_the_switch_an_open_chip_takes_any_sound_file_as_firmware_and_does_not_run_it()
    {
        using var bench = new ChipBench(anyFirmware: true);
        byte[] before = bench.Content();
        bench.Host.ReceiveSbFile(ChipLab.Product);
        Assert.True(bench.Chip.RunsFirmware);
        Assert.Equal(before, bench.Content());
        Assert.Equal(0, bench.Chip.ProductFiles);
    }

    [Fact]
    public void With_the_switch_a_file_that_is_not_sound_is_refused()
    {
        using var bench = new ChipBench(anyFirmware: true);
        bench.Refuses(MbootStatus.SbEndOfFile, () => bench.Host.ReceiveSbFile(ChipLab.Product.AsMemory(0, ChipLab.Product.Length - 16)));
        byte[] noHeader = [.. ChipLab.Product];
        noHeader[20] ^= 1;
        bench.Refuses(MbootStatus.SbSignature, () => bench.Host.ReceiveSbFile(noHeader));
        Assert.False(bench.Chip.RunsFirmware);
    }

    [Fact]
    public void With_the_switch_a_closed_chip_still_takes_its_owners_files_alone()
    {
        using var bench = new ChipBench(anyFirmware: true);
        bench.LoadFirmware();
        bench.Burn(ChipLab.Wrap(bench.Prove()));
        bench.Host.Reset();
        bench.Refuses(MbootStatus.SbKeyNotFound, () => bench.Host.ReceiveSbFile(ChipLab.Firmware));
        bench.Host.ReceiveSbFile(ChipLab.Product);
        Assert.False(bench.Chip.RunsFirmware);
        Assert.Equal(1, bench.Chip.ProductFiles);
    }

    [Fact]
    public void With_the_switch_the_vendors_firmware_is_still_opened_and_names_its_own_card()
    {
        using var bench = new ChipBench(anyFirmware: true);
        bench.LoadFirmware();
        bench.Burn(ChipLab.Wrap(bench.Prove()));
        Assert.True(bench.Chip.IsProvisioned);
    }

    [Fact]
    public void A_signers_certificate_of_another_key_makes_no_identity()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var fault = Assert.Throws<FaultException>(() => Sb2Identity.Of(key, ChipLab.Vendor.FirmwareSigner.Certificate));
        Assert.Equal(Sb2Faults.Certificate, fault.Fault.Code);
    }
}
