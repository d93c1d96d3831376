using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Nxp.Mboot;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Mboot;

public sealed class PacketTests
{
    [Theory]
    [InlineData("0300000300DE09000002000000000000", typeof(ReadMemoryCommand))]
    [InlineData("0401000300DE09000002000000000000", typeof(WriteMemoryCommand))]
    [InlineData("070000020B00000000000000", typeof(GetPropertyCommand))]
    [InlineData("0801000180230000", typeof(ReceiveSbFileCommand))]
    [InlineData("16000004F4030017000000000080002000100000", typeof(ProveGenuinityCommand))]
    [InlineData("16000004F00300174B0100000000000000800020", typeof(SetWrappedDataCommand))]
    public void A_recorded_command_is_read_and_written_alike(string hex, Type type)
    {
        var packet = CommandPacket.Parse(Convert.FromHexString(hex)).OrThrow();
        Assert.Equal(hex, Convert.ToHexString(packet.ToBytes()));
        var typed = Typed(packet);
        Assert.Equal([type], typed.Select(t => t.Command.GetType()));
        Assert.Equal(hex, Convert.ToHexString(typed[0].Packet.ToBytes()));
    }

    [Fact]
    public void The_fields_of_the_trust_provisioning_commands_are_those_recorded()
    {
        var prove = CommandPacket.Parse(Convert.FromHexString("16000004F4030017000000000080002000100000")).OrThrow();
        Assert.Equal(new ProveGenuinityCommand(0x20008000, 0x1000), ProveGenuinityCommand.Parse(prove).OrThrow());
        var set = CommandPacket.Parse(Convert.FromHexString("16000004F00300174B0100000000000000800020")).OrThrow();
        Assert.Equal(
            new SetWrappedDataCommand(0x20008000, SetWrappedDataCommand.OemStage, SetWrappedDataCommand.AtAddress),
            SetWrappedDataCommand.Parse(set).OrThrow());
    }

    [Fact]
    public void Addresses_above_4_gigabytes_keep_both_halves()
    {
        var command = new ProveGenuinityCommand(0x1234567890ABCDEF, 0xFFFF);
        Assert.Equal(command, ProveGenuinityCommand.Parse(command.ToPacket()).OrThrow());
    }

    [Fact]
    public void A_classic_trust_provisioning_operation_is_no_oem_operation()
    {
        Assert.Null(TrustProvisioningWord.OperationOf(new CommandPacket(CommandTag.TrustProvisioning, false, 0, 1, 2, 3)));
        Assert.Null(TrustProvisioningWord.OperationOf(new CommandPacket(CommandTag.TrustProvisioning, false, 0x170003F4, 1, 2)));
        Assert.Null(TrustProvisioningWord.OperationOf(new CommandPacket(CommandTag.TrustProvisioning, false, 0x170103F4, 1, 2, 3)));
    }

    [Fact]
    public void A_packet_survives_its_round_trip() => Prop.ForAll<byte, bool, uint[]>((tag, flag, words) =>
    {
        var packet = new CommandPacket((CommandTag)tag, flag, [.. words.Take(7)]);
        var back = CommandPacket.Parse(packet.ToBytes()).OrThrow();
        return back.Tag == packet.Tag && back.HasDataPhase == flag && back.Parameters.SequenceEqual(packet.Parameters);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("070000")]
    [InlineData("07000001")]
    [InlineData("0700000101000000FF")]
    [InlineData("0702000101000000")]
    [InlineData("0700010101000000")]
    [InlineData("070000080000000000000000000000000000000000000000000000000000000000000000")]
    public void A_packet_that_does_not_fit_its_header_is_refused(string hex) =>
        Assert.Equal(MbootFaults.PacketMalformed, CommandPacket.Parse(Convert.FromHexString(hex)).Fault!.Code);

    [Fact]
    public void A_response_without_a_status_is_refused() =>
        Assert.Equal(MbootFaults.PacketMalformed, ResponsePacket.Parse([0xA0, 0, 0, 0]).Fault!.Code);

    [Fact]
    public void Changed_and_truncated_packets_are_read_or_refused_and_never_throw()
    {
        var sample = new SetWrappedDataCommand(0x20008000, 0x4B, 1).ToPacket().ToBytes();
        for (int i = 0; i < sample.Length * 256; i++)
        {
            var changed = sample.ToArray();
            changed[i / 256] = (byte)i;
            if (CommandPacket.Parse(changed).Try(out var packet, out _))
                Assert.All(Typed(packet), t => Assert.Equal(Convert.ToHexString(changed), Convert.ToHexString(t.Packet.ToBytes())));
        }

        for (int length = 0; length < sample.Length; length++)
            Assert.False(CommandPacket.Parse(sample.AsSpan(0, length)).Ok);
    }

    [Theory]
    [InlineData(80006u, "80006 (0x13886) TP: Container header or size is invalid.")]
    [InlineData(0u, "0 (0x0) Success.")]
    [InlineData(10115u, "10115 (0x2783) SB loader: Rollback blocked.")]
    [InlineData(10602u, "10602 (0x296A) Reliable update: Inactive.")]
    [InlineData(52806u, "52806 (0xCE46) One-time memory: Field is locked.")]
    [InlineData(77777u, "Unknown error code (77777)")]
    public void A_status_has_the_text_of_the_reference(uint status, string text) => Assert.Equal(text, MbootStatus.Text(status));

    [Fact]
    public void Every_status_of_the_reference_has_a_text_and_no_other_number_has_one()
    {
        (uint First, uint Last)[] known =
        [
            (0, 6), (100, 108), (116, 117), (132, 141), (148, 152), (10000, 10006), (10100, 10119), (10200, 10214), (10300, 10302), (10400, 10404),
            (10500, 10503), (10600, 10609), (30000, 30007), (52801, 52808), (80000, 80029), (80101, 80107), (100002, 100007),
        ];
        for (uint status = 0; status < 110_000; status++)
        {
            bool isKnown = known.Any(k => status >= k.First && status <= k.Last);
            Assert.Equal(isKnown, !MbootStatus.Text(status).StartsWith("Unknown error code", StringComparison.Ordinal));
        }
    }

    private static List<(object Command, CommandPacket Packet)> Typed(CommandPacket packet)
    {
        var all = new List<(object Command, CommandPacket Packet)>();
        if (ReadMemoryCommand.Parse(packet).Try(out var read, out _))
            all.Add((read, read.ToPacket()));
        if (WriteMemoryCommand.Parse(packet).Try(out var write, out _))
            all.Add((write, write.ToPacket()));
        if (FlashEraseRegionCommand.Parse(packet).Try(out var erase, out _))
            all.Add((erase, erase.ToPacket()));
        if (GetPropertyCommand.Parse(packet).Try(out var property, out _))
            all.Add((property, property.ToPacket()));
        if (ReceiveSbFileCommand.Parse(packet).Try(out var file, out _))
            all.Add((file, file.ToPacket()));
        if (ProveGenuinityCommand.Parse(packet).Try(out var prove, out _))
            all.Add((prove, prove.ToPacket()));
        if (SetWrappedDataCommand.Parse(packet).Try(out var set, out _))
            all.Add((set, set.ToPacket()));
        return all;
    }
}
