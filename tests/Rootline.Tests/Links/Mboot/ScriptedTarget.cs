using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;

namespace Rootline.Tests.Links.Mboot;

/// <summary>A small target: 64 KiB of memory, a property, and the script of its refusals.</summary>
internal sealed class ScriptedTarget : IMbootTarget
{
    private readonly List<byte> _data = [];
    private CommandPacket? _open;

    public int MaxPacketSize { get; init; } = 64;

    public byte[] Memory { get; } = new byte[0x10000];

    public List<byte[]> Files { get; } = [];

    public List<CommandTag> Executed { get; } = [];

    public List<CommandTag> Answers { get; } = [];

    public int Abandoned { get; private set; }

    public int Burns { get; private set; }

    public bool KnowsPacketSize { get; init; } = true;

    public uint EndStatus { get; init; }

    public int? AbortsAfter { get; init; }

    public MbootReply Execute(CommandPacket command)
    {
        Executed.Add(command.Tag);
        _open = command;
        Burns += SetWrappedDataCommand.Parse(command).Ok ? 1 : 0;
        _data.Clear();
        if (ReadMemoryCommand.Parse(command).Try(out var read, out _))
            return MbootReply.Memory(Memory.AsMemory((int)read.Address, (int)read.Length));
        if (WriteMemoryCommand.Parse(command).Try(out var write, out _))
            return MbootReply.Expect(command, write.Length);
        if (ReceiveSbFileCommand.Parse(command).Try(out var file, out _))
            return MbootReply.Expect(command, file.Length);
        if (ProveGenuinityCommand.Parse(command).Try(out var prove, out _))
            return MbootReply.TrustProvisioning(0, Math.Min(528u, prove.BufferSize));
        if (GetPropertyCommand.Parse(command).Try(out var property, out _))
            return property.Property == PropertyTag.MaxPacketSize && KnowsPacketSize
                ? MbootReply.Property((uint)MaxPacketSize)
                : MbootReply.Status(command, MbootStatus.UnknownProperty);
        bool known = ResetCommand.Is(command) || SetWrappedDataCommand.Parse(command).Ok || FlashEraseRegionCommand.Parse(command).Ok;
        return MbootReply.Status(command, known ? MbootStatus.Success : MbootStatus.UnknownCommand);
    }

    public DataProgress TakeData(ReadOnlySpan<byte> data)
    {
        _data.AddRange(data);
        return AbortsAfter <= _data.Count ? DataProgress.Abort(MbootStatus.SbSignature) : DataProgress.Continue;
    }

    public uint EndData()
    {
        if (WriteMemoryCommand.Parse(_open!).Try(out var write, out _))
            _data.CopyTo(Memory, (int)write.Address);
        else
            Files.Add([.. _data]);
        return EndStatus;
    }

    public void AbandonData() => Abandoned++;

    public void Answered(CommandPacket command) => Answers.Add(command.Tag);
}
