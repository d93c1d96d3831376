using System.Buffers.Binary;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>Every command in every state: which program takes it, and that the others say so and change nothing.</summary>
public sealed class RomCommandTests
{
    private const uint Taken = MbootStatus.Success;
    private const uint Unknown = MbootStatus.UnknownCommand;
    private const uint Denied = MbootStatus.SecurityViolation;

    private static readonly CommandTag[] Firmware =
        [CommandTag.ReadMemory, CommandTag.WriteMemory, CommandTag.GetProperty, CommandTag.Reset, CommandTag.TrustProvisioning];

    // What a chip without code, external memory and second image says to a command that it knows.
    private static readonly Dictionary<CommandTag, uint> Truths = new()
    {
        [CommandTag.Execute] = MbootStatus.UnsupportedCommand,
        [CommandTag.Call] = MbootStatus.UnsupportedCommand,
        [CommandTag.ConfigureMemory] = MbootStatus.MemoryNotConfigured,
        [CommandTag.ReliableUpdate] = MbootStatus.ReliableUpdateInactive,
    };

    private static readonly CommandTag[] Tags = [.. RomCommands.WithKeyStore.Select(c => c.Tag), CommandTag.TrustProvisioning];

    public static TheoryData<string> States => ["open", "firmware", "interrupted", "closed, ISP commands on", "closed, ISP commands off"];

    [Theory]
    [MemberData(nameof(States))]
    public void Each_state_takes_its_commands_and_refuses_the_others(string state)
    {
        foreach (var tag in Tags)
        {
            using var bench = In(state);
            Assert.Equal($"{tag}: {Expected(state, tag)}", $"{tag}: {StatusOf(bench, Sound(tag))}");
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_command_with_parameters_or_data_that_do_not_fit_is_refused_and_changes_nothing(string state)
    {
        using var bench = In(state);
        byte[] before = bench.Content();
        foreach (var sound in Tags.Select(Sound).Where(c => c.Tag is not (CommandTag.GetProperty or CommandTag.TrustProvisioning)))
        {
            // A ROM that lacks a command, or must not take it, says so first; but two commands are denied for what they are.
            bool isJudged = state is not "firmware" and not "closed, ISP commands off" || Expected(state, sound.Tag) == Taken;
            uint expected = isJudged ? MbootStatus.InvalidArgument : Expected(state, sound.Tag);
            List<CommandPacket> unsound = [sound with { Parameters = [.. sound.Parameters, 0] }, sound with { HasDataPhase = !sound.HasDataPhase }];
            if (sound.Parameters.Length > 0)
                unsound.Add(sound with { Parameters = sound.Parameters[..^1] });
            Assert.All(unsound, c => Assert.Equal($"{c.Tag}: {expected}", $"{c.Tag}: {bench.Execute(c).Status}"));
        }

        Assert.Equal(before, bench.Content());
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Commands_that_no_state_knows_are_unknown_in_each(string state)
    {
        using var bench = In(state);
        for (int tag = 0; tag <= byte.MaxValue; tag++)
        {
            if (!Tags.Contains((CommandTag)tag))
                Assert.Equal(Unknown, bench.Execute(new((CommandTag)tag, false)).Status);
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void No_number_of_parameters_of_any_command_breaks_the_boot_loader(string state)
    {
        using var bench = In(state);
        byte[] before = bench.Content();
        foreach (var tag in Tags.Where(t => t is not (CommandTag.FlashEraseAll or CommandTag.FlashEraseAllUnsecure or CommandTag.Reset)))
        {
            for (int count = 0; count <= 7; count++)
            {
                foreach (uint word in new uint[] { 0x3FFFFFFF, 0x7FFFFFF1, 0xFFFFFFFF })
                    bench.Execute(new(tag, count % 2 == 0, [.. Enumerable.Repeat(word, count)]));
            }
        }

        Assert.Equal(before, bench.Content());
    }

    [Fact]
    public void The_page_lists_the_ROM_s_commands_with_their_marks()
    {
        var rows = File.ReadLines(RepositoryRoot.PathOf("docs/virtual-chip.md")).Select(l => l.Split(" | "))
            .Where(c => c.Length == 4 && c[0] != "| tag" && (c[2] is "proven" or "unproven")).Select(c => (c[0][2..], c[2] == "proven"));
        Assert.Equal(RomCommands.WithFuses.Select(c => ($"{(int)c.Tag:X2}", c.IsProven)), rows);
    }

    [Fact]
    public void The_ROM_does_not_know_the_trust_provisioning_command()
    {
        using var bench = new ChipBench();
        bench.Host.WriteMemory(ChipBench.Buffer, new byte[32]);
        bench.Refuses(MbootStatus.UnknownCommand, () => bench.Host.ProveGenuinity(ChipBench.Buffer, ChipBench.BufferLength));
        bench.Refuses(MbootStatus.UnknownCommand, () => bench.Host.SetWrappedData(ChipBench.Buffer));
    }

    [Fact]
    public void Properties_say_what_the_chip_is()
    {
        using var bench = new ChipBench();
        uint One(PropertyTag tag, uint index = 0) => Assert.Single(bench.Host.GetProperty(tag, index));
        Assert.Equal('K', (char)(One(PropertyTag.CurrentVersion) >> 24));
        Assert.Equal('T', (char)(One(PropertyTag.TargetVersion) >> 24));
        Assert.Equal(1u, One(PropertyTag.AvailablePeripherals));
        Assert.Equal(0u, One(PropertyTag.FlashStart));
        Assert.Equal(0x9DE00u, One(PropertyTag.FlashSize));
        Assert.Equal(512u, One(PropertyTag.FlashSectorSize));
        Assert.Equal(512u, One(PropertyTag.FlashPageSize));
        Assert.Equal(1u, One(PropertyTag.FlashBlockCount));
        Assert.Equal(1u, One(PropertyTag.VerifyWrites));
        Assert.Equal(512u, One(PropertyTag.MaxPacketSize));
        Assert.Equal([0x20000000u, 0x04000000u, 0x40100000u], Enumerable.Range(0, 3).Select(i => One(PropertyTag.RamStart, (uint)i)));
        Assert.Equal([0x18000u, 0x8000u, 0x4000u], Enumerable.Range(0, 3).Select(i => One(PropertyTag.RamSize, (uint)i)));
        var uuid = new byte[16];
        var words = bench.Host.GetProperty(PropertyTag.UniqueDeviceIdent);
        for (int i = 0; i < 4; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(uuid.AsSpan(4 * i), words[i]);
        Assert.Equal(bench.Birth.Die.Identity.Uuid.ToArray(), uuid);
    }

    [Fact]
    public void The_mask_of_commands_is_that_of_the_program_that_runs()
    {
        using var bench = new ChipBench();
        uint Mask() => bench.Host.GetProperty(PropertyTag.AvailableCommands)[0];
        Assert.Equal(Bits([.. Enumerable.Range(1, 0x12), 0x15]), Mask());
        bench.LoadFirmware();
        Assert.Equal(Bits(3, 4, 7, 0x0B, 0x16), Mask());
        static uint Bits(params int[] tags) => tags.Aggregate(0u, (mask, tag) => mask | (1u << (tag - 1)));
    }

    [Theory]
    [InlineData("open", 0x5AA55AA5)]
    [InlineData("firmware", 0x5AA55AA5)]
    [InlineData("interrupted", 0x5AA55AA5)]
    [InlineData("closed, ISP commands on", 0xC33CC33C)]
    [InlineData("closed, ISP commands off", 0xC33CC33C)]
    public void The_security_state_says_whether_the_chip_is_closed(string state, uint expected)
    {
        using var bench = In(state);
        Assert.Equal(expected, bench.Host.GetProperty(PropertyTag.SecurityState)[0]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0x10, 0)]
    [InlineData(0x22, 0)]
    [InlineData(0xFF, 0)]
    [InlineData(0x03, 1)]
    [InlineData(0x0E, 3)]
    [InlineData(0x0F, uint.MaxValue)]
    public void Unknown_properties_and_regions_are_refused(uint tag, uint index)
    {
        using var bench = new ChipBench();
        bench.Refuses(MbootStatus.UnknownProperty, () => bench.Host.GetProperty((PropertyTag)tag, index));
    }

    [Fact]
    public void A_reset_keeps_the_RAM_and_ends_the_firmware_and_a_power_on_keeps_neither()
    {
        using var bench = ChipBench.WithFirmware();
        bench.Host.WriteMemory(ChipBench.Buffer, new byte[] { 1, 2, 3, 4 });
        bench.Host.Reset();
        Assert.False(bench.Chip.RunsFirmware);
        Assert.Equal([1, 2, 3, 4], bench.Host.ReadMemory(ChipBench.Buffer, 4));
        bench.LoadFirmware();
        using var later = bench.PowerCycled();
        Assert.False(later.Chip.RunsFirmware);
        Assert.Equal(new byte[4], later.Host.ReadMemory(ChipBench.Buffer, 4));
    }

    [Fact]
    public void A_reset_with_parameters_is_refused_and_resets_nothing()
    {
        using var bench = ChipBench.WithFirmware();
        Assert.Equal(MbootStatus.InvalidArgument, bench.Execute(new(CommandTag.Reset, false, 1)).Status);
        Assert.Equal(MbootStatus.Success, bench.Execute(Sound(CommandTag.GetProperty)).Status);
        Assert.True(bench.Chip.RunsFirmware);
    }

    [Fact]
    public void Only_the_internal_memory_is_there()
    {
        using var bench = new ChipBench();
        foreach (var (memory, status) in new[] { (0x110u, MbootStatus.MemoryNotConfigured), (9u, MbootStatus.MemoryNotConfigured), (5u, MbootStatus.MemoryRangeInvalid) })
        {
            Assert.Equal(status, bench.Execute(new ReadMemoryCommand(0, 16, memory).ToPacket()).Status);
            Assert.Equal(status, bench.Execute(new WriteMemoryCommand(0, 16, memory).ToPacket()).Status);
            Assert.Equal(status, bench.Execute(new FlashEraseRegionCommand(0, 512, memory).ToPacket()).Status);
            Assert.Equal(status, bench.Execute(new FlashEraseAllCommand(memory).ToPacket()).Status);
        }
    }

    // A state's chip, fresh.
    private static ChipBench In(string state) => state switch
    {
        "open" => new(),
        "firmware" => ChipBench.WithFirmware(),
        "interrupted" => Interrupted(),
        "closed, ISP commands on" => ChipBench.Closed(new() { Cmpa = ChipLab.OpenCmpa }),
        _ => ChipBench.Closed(),
    };

    private static ChipBench Interrupted()
    {
        var bench = new ChipBench();
        bench.Chip.Inside.Pfr.BurnCfpa(CfpaPage.Blank.WithVersion(2).WithCmpaInProgress(true));
        bench.Chip.Inside.Pfr.BurnCmpa(ChipLab.Cmpa);
        return bench;
    }

    private static uint Expected(string state, CommandTag tag)
    {
        if (state == "firmware")
            return Firmware.Contains(tag) ? Taken : Unknown;
        if (tag == CommandTag.TrustProvisioning)
            return Unknown;
        if (state == "closed, ISP commands off" && tag is not (CommandTag.GetProperty or CommandTag.ReceiveSbFile or CommandTag.Reset))
            return Denied;
        if (state == "closed, ISP commands on" && tag is (CommandTag.FlashSecurityDisable or CommandTag.FlashEraseAllUnsecure))
            return Denied;
        return Truths.GetValueOrDefault(tag, Taken);
    }

    // A trust provisioning command that reaches the firmware is answered there: its empty buffer is no challenge.
    private static uint StatusOf(ChipBench bench, CommandPacket command) =>
        bench.Execute(command).Status is var status && command.Tag == CommandTag.TrustProvisioning && status == MbootStatus.TpContainerInvalid
            ? MbootStatus.Success
            : status;

    private static CommandPacket Sound(CommandTag tag) => tag switch
    {
        CommandTag.FlashEraseAll => new FlashEraseAllCommand(0).ToPacket(),
        CommandTag.FlashEraseRegion => new FlashEraseRegionCommand(0, 512, 0).ToPacket(),
        CommandTag.ReadMemory => new ReadMemoryCommand(ChipBench.Buffer, 32, 0).ToPacket(),
        CommandTag.WriteMemory => new WriteMemoryCommand(ChipBench.Buffer, 32, 0).ToPacket(),
        CommandTag.FillMemory => new FillMemoryCommand(ChipBench.Buffer, 32, 0).ToPacket(),
        CommandTag.FlashSecurityDisable => new FlashSecurityDisableCommand(1, 2).ToPacket(),
        CommandTag.Execute => new ExecuteCodeCommand(0, 0, 0).ToPacket(),
        CommandTag.Call => new CallCodeCommand(0, 0).ToPacket(),
        CommandTag.SetProperty => new SetPropertyCommand(PropertyTag.VerifyWrites, 0).ToPacket(),
        CommandTag.FlashEraseAllUnsecure => FlashEraseAllUnsecureCommand.Packet,
        CommandTag.FlashProgramOnce => new FlashProgramOnceCommand(0, [1]).ToPacket(),
        CommandTag.FlashReadOnce => new FlashReadOnceCommand(0, 4).ToPacket(),
        CommandTag.FlashReadResource => new FlashReadResourceCommand(0, 4, 0).ToPacket(),
        CommandTag.ConfigureMemory => new ConfigureMemoryCommand((uint)MemoryId.SpiNor, ChipBench.Buffer).ToPacket(),
        CommandTag.ReliableUpdate => new ReliableUpdateCommand(0).ToPacket(),
        CommandTag.KeyProvisioning => KeyEnrollCommand.Packet,
        CommandTag.GetProperty => new GetPropertyCommand(PropertyTag.CurrentVersion, 0).ToPacket(),
        CommandTag.ReceiveSbFile => new ReceiveSbFileCommand(1024).ToPacket(),
        CommandTag.TrustProvisioning => new ProveGenuinityCommand(ChipBench.Buffer, ChipBench.BufferLength).ToPacket(),
        _ => ResetCommand.Packet,
    };
}
