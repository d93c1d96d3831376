using System.Buffers.Binary;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Chips.Lpc55.Rom;

/// <summary>
/// The commands of one-time words. Fuses, where a family has them, and the special region are the same words under other
/// names ("virtual" profile): the source gives no map of them.
/// </summary>
/// <param name="core">The chip.</param>
internal sealed class RomOneTime(ChipCore core)
{
    private const int WordLength = 4;
    private const uint OneTimeRegion = 0;

    public RomAnswer ProgramOnce(CommandPacket command) => FlashProgramOnceCommand.Parse(command).Try(out var program, out _)
        ? RomAnswer.Status(command, core.OneTime.Burn(program.Index, [.. program.Words]))
        : RomAnswer.Misfit(command);

    public RomAnswer ReadOnce(CommandPacket command)
    {
        if (!FlashReadOnceCommand.Parse(command).Try(out var read, out _) || read.ByteCount is not (WordLength or 2 * WordLength))
            return RomAnswer.Misfit(command);
        return core.OneTime.Read(read.Index, (int)read.ByteCount / WordLength) is { } words
            ? new(Links.Mboot.MbootReply.OneTimeWords(words))
            : RomAnswer.Status(command, MbootStatus.OneTimeAddress);
    }

    public RomAnswer ReadResource(CommandPacket command)
    {
        if (!FlashReadResourceCommand.Parse(command).Try(out var read, out _) || read.Option != OneTimeRegion || read.Address % WordLength != 0)
            return RomAnswer.Misfit(command);
        uint status = Read(read.Address / WordLength, read.Length, out var bytes);
        return RomAnswer.Data(command, status, ResponseTag.FlashReadResource, bytes);
    }

    public RomAnswer FuseProgram(CommandPacket command)
    {
        if (!FuseProgramCommand.Parse(command).Try(out var program, out _) || program.Length % WordLength != 0)
            return RomAnswer.Misfit(command);
        uint status = Other(program.MemoryId) ?? core.OneTime.Check(program.Address, program.Length / WordLength);
        return RomAnswer.Expect(command, status, program.Length, data => core.OneTime.Burn(program.Address, Words(data)));
    }

    public RomAnswer FuseRead(CommandPacket command)
    {
        if (!FuseReadCommand.Parse(command).Try(out var read, out _))
            return RomAnswer.Misfit(command);
        byte[] bytes = [];
        uint status = Other(read.MemoryId) ?? Read(read.Address, read.Length, out bytes);
        return RomAnswer.Data(command, status, ResponseTag.ReadMemory, bytes);
    }

    private uint Read(uint index, uint length, out byte[] bytes)
    {
        bytes = [];
        if (length == 0 || length % WordLength != 0)
            return MbootStatus.InvalidArgument;
        if (length > OneTimeStore.Words * WordLength || core.OneTime.Read(index, (int)length / WordLength) is not { } words)
            return MbootStatus.OneTimeAddress;
        bytes = new byte[length];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(WordLength * i), words[i]);
        return MbootStatus.Success;
    }

    // Fuses are the memory of their own number as well.
    private static uint? Other(uint memory) => memory == (uint)MemoryId.Ifr ? null : RomMemory.OtherMemory(memory);

    private static uint[] Words(byte[] data)
    {
        var words = new uint[data.Length / WordLength];
        for (int i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(WordLength * i));
        return words;
    }
}
