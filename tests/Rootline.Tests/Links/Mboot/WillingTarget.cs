using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;

namespace Rootline.Tests.Links.Mboot;

/// <summary>Says yes to everything, keeps what it was told, and gives the bytes 0, 1, 2... where data are asked for.</summary>
internal sealed class WillingTarget : IMbootTarget
{
    private readonly List<byte> _data = [];

    public int MaxPacketSize => 64;

    /// <summary>Every command but the question for the packet size, as hexadecimal.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>The data of all data phases.</summary>
    public List<byte[]> Data { get; } = [];

    public MbootReply Execute(CommandPacket command)
    {
        _data.Clear();
        if (GetPropertyCommand.Parse(command).Ok)
            return MbootReply.Property((uint)MaxPacketSize);
        Commands.Add(Convert.ToHexString(command.ToBytes()));
        if (command.HasDataPhase)
            return MbootReply.Expect(command, LengthIn(command));
        return command.Tag switch
        {
            CommandTag.ReadMemory => MbootReply.Memory(Numbers(command.Parameters[1], (byte)command.Parameters[0])),
            CommandTag.FuseRead => MbootReply.Memory(Numbers(command.Parameters[1])),
            CommandTag.FlashReadResource => MbootReply.Data(ResponseTag.FlashReadResource, Numbers(command.Parameters[1])),
            CommandTag.GenerateKeyBlob => MbootReply.Data(ResponseTag.KeyBlob, Numbers(command.Parameters[1])),
            CommandTag.KeyProvisioning when ReadKeyStoreCommand.Is(command) => MbootReply.Data(ResponseTag.KeyProvisioning, Numbers(150)),
            CommandTag.FlashReadOnce => MbootReply.OneTimeWords([.. Enumerable.Range(1, (int)command.Parameters[1] / 4).Select(i => (uint)i)]),
            CommandTag.TrustProvisioning => MbootReply.TrustProvisioning(0, 100),
            _ => MbootReply.Status(command, MbootStatus.Success),
        };
    }

    public DataProgress TakeData(ReadOnlySpan<byte> data)
    {
        _data.AddRange(data);
        return DataProgress.Continue;
    }

    public uint EndData()
    {
        Data.Add([.. _data]);
        return MbootStatus.Success;
    }

    public void AbandonData()
    {
    }

    public void Answered(CommandPacket command)
    {
    }

    public static byte[] Numbers(uint length, byte first = 0) => [.. Enumerable.Range(first, (int)length).Select(i => (byte)i)];

    private static uint LengthIn(CommandPacket command) => command.Tag switch
    {
        CommandTag.ReceiveSbFile => command.Parameters[0],
        CommandTag.KeyProvisioning => command.Parameters[2],
        _ => command.Parameters[1],
    };
}
