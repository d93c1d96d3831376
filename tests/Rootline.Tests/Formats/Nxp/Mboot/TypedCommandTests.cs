using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Nxp.Mboot;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Nxp.Mboot;

/// <summary>Every command of the reference as a type of its own.</summary>
public sealed class TypedCommandTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Samples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, hex) in TypedCommands.Samples)
                data.Add(name, hex);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_command_is_read_by_its_own_type_alone_and_written_alike(string name, string hex)
    {
        var packet = CommandPacket.Parse(Convert.FromHexString(hex)).OrThrow();
        Assert.Equal(hex, Convert.ToHexString(packet.ToBytes()));
        var (reader, again) = Assert.Single(TypedCommands.Read(packet));
        Assert.StartsWith(reader, name, StringComparison.Ordinal);
        Assert.Equal(hex, Convert.ToHexString(again.ToBytes()));
    }

    [Fact]
    public void Every_tag_that_has_a_name_has_a_type() =>
        Assert.Equal(
            Enum.GetValues<CommandTag>().Select(t => (int)t),
            TypedCommands.Samples.Select(s => (int)Convert.FromHexString(s.Hex)[0]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_command_with_one_parameter_too_few_or_the_wrong_direction_of_data_is_refused(string name, string hex)
    {
        var packet = CommandPacket.Parse(Convert.FromHexString(hex)).OrThrow();
        if (packet.Parameters.Length > 0 && packet.Tag is not (CommandTag.ConfigureI2c or CommandTag.ConfigureSpi or CommandTag.ConfigureCan)
            && name is not ("ClassicTrust" or "EdgeLock2Go close"))
            Assert.Empty(TypedCommands.Read(packet with { Parameters = packet.Parameters[..^1] }));
        if (name is not "GenerateKeyBlob send" and not "GenerateKeyBlob read")
            Assert.Empty(TypedCommands.Read(packet with { HasDataPhase = !packet.HasDataPhase }));
        Assert.Empty(TypedCommands.Read(packet with { Tag = (CommandTag)0x77 }));
    }

    [Fact]
    public void No_changed_byte_of_any_sample_is_read_as_anything_but_what_it_says()
    {
        int cases = 0;
        foreach (var (name, hex) in TypedCommands.Samples)
        {
            byte[] sample = Convert.FromHexString(hex);
            for (int i = 0; i < sample.Length * 255; i++, cases++)
            {
                byte[] changed = [.. sample];
                changed[i / 255] ^= (byte)(1 + (i % 255));
                if (!CommandPacket.Parse(changed).Try(out var packet, out _))
                    continue;
                foreach (var (reader, again) in TypedCommands.Read(packet))
                    Assert.True(changed.AsSpan().SequenceEqual(again.ToBytes()), $"{name} with byte {i / 255} changed was read by {reader}");
            }

            for (int length = 0; length < sample.Length; length++, cases++)
                Assert.False(CommandPacket.Parse(sample.AsSpan(0, length)).Ok);
        }

        output.Tell($"{cases} changed or truncated commands: 0 misread");
    }

    [Fact]
    public void Whatever_a_type_reads_it_writes_again() => Prop.ForAll<byte, bool, uint[]>((tag, data, words) =>
    {
        var packet = new CommandPacket((CommandTag)(tag % 0x22), data, [.. words.Take(7)]);
        return TypedCommands.Read(packet).TrueForAll(t => t.Again.ToBytes().AsSpan().SequenceEqual(packet.ToBytes()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_text_of_a_command_that_carries_a_key_does_not_show_it() =>
        Assert.Equal("FlashSecurityDisableCommand [key, 8 bytes]", new FlashSecurityDisableCommand(0x01020304, 0x05060708).ToString());

    [Fact]
    public void One_time_words_are_compared_by_value_and_limited_to_the_packet()
    {
        var command = new FlashProgramOnceCommand(2, [1, 2]);
        Assert.Equal(command, FlashProgramOnceCommand.Parse(command.ToPacket()).OrThrow());
        Assert.NotEqual(command, new FlashProgramOnceCommand(2, [1, 3]));
        Assert.Equal(5, FlashProgramOnceCommand.MaxWords);
        Assert.False(FlashProgramOnceCommand.Parse(new(CommandTag.FlashProgramOnce, false, 2, 0)).Ok);
        Assert.False(FlashProgramOnceCommand.Parse(new(CommandTag.FlashProgramOnce, false, 2, 4, 1, 2)).Ok);
    }

    [Theory]
    [InlineData(0u, ClassicTrustOperation.GenerateMasterShare)]
    [InlineData(7u, ClassicTrustOperation.DiceResponse)]
    [InlineData(0x05000002u, ClassicTrustOperation.WirelessPower)]
    [InlineData(0x06000001u, ClassicTrustOperation.DeviceHsm)]
    public void Classic_trust_operations_are_recognised(uint operation, ClassicTrustOperation name) =>
        Assert.Equal(name, ClassicTrustCommand.Parse(new(CommandTag.TrustProvisioning, false, operation, 1)).OrThrow().Name);

    [Theory]
    [InlineData(8u)]
    [InlineData(0x04FFFFFFu)]
    [InlineData(0x170003F4u)]
    public void Other_numbers_are_no_classic_trust_operation(uint operation) =>
        Assert.False(ClassicTrustCommand.Parse(new(CommandTag.TrustProvisioning, false, operation, 1, 2, 3)).Ok);
}
