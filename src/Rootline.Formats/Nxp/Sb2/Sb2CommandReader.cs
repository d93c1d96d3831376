using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Reads the commands of a decrypted section, strictly: a field that a command does not use must be zero.</summary>
internal static class Sb2CommandReader
{
    /// <summary>How many bytes the first command has, as its header says; a header that is damaged is a fault.</summary>
    public static Parsed<long> LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (!Sb2CommandHeader.Parse(bytes).Try(out var header, out var fault))
            return fault;
        long data = header.Tag == Sb2CommandTag.Load ? header.Count : 0;
        return Sb2CommandHeader.Length + ((data + Sb2Format.Block - 1) / Sb2Format.Block * Sb2Format.Block);
    }

    /// <summary>Reads the first command.</summary>
    public static Parsed<Sb2Command> ReadOne(ReadOnlyMemory<byte> rest)
    {
        if (!Sb2CommandHeader.Parse(rest.Span).Try(out var header, out var fault))
            return fault;
        if (header.Tag == Sb2CommandTag.Load)
            return ReadLoad(header, rest[Sb2CommandHeader.Length..]);
        if (FromHeader(header) is not { } command)
            return Sb2Faults.UnknownCommand.Because($"tag {(byte)header.Tag:x} is no command");

        // Whatever the typed command does not carry is a field that has no meaning here.
        if (command.Header != header || !Fits(command))
            return Sb2Faults.UnexpectedCommand.Because($"the fields of a command with tag {(byte)header.Tag:x} do not fit it");
        return command;
    }

    private static Sb2Command? FromHeader(Sb2CommandHeader h) => h.Tag switch
    {
        Sb2CommandTag.Nop => new NopCommand(),
        Sb2CommandTag.Tag => new MisplacedTag(),
        Sb2CommandTag.Fill => new FillCommand(h.Address, h.Count, h.Data, h.Memory),
        Sb2CommandTag.Jump => new JumpCommand(h.Address, h.Data, h.Flags == JumpCommand.WithStackPointer ? h.Count : null),
        Sb2CommandTag.Call => new CallCommand(h.Address, h.Data),
        Sb2CommandTag.Erase => new EraseCommand(h.Address, h.Count, (EraseExtent)(h.Options & 3), h.Memory),
        Sb2CommandTag.Reset => new ResetCommand(),
        Sb2CommandTag.MemoryEnable => new MemoryEnableCommand(h.Address, h.Count, h.Memory),
        Sb2CommandTag.Program => new ProgramCommand(h.Address, h.Count, h.Options == ProgramCommand.EightBytes ? h.Data : null, h.Memory),
        Sb2CommandTag.VersionCheck => new VersionCheckCommand(h.Address == 1, h.Count),
        Sb2CommandTag.KeyStoreSave => new KeyStoreSaveCommand(h.Address, h.Memory),
        Sb2CommandTag.KeyStoreRestore => new KeyStoreRestoreCommand(h.Address, h.Memory),
        _ => null,
    };

    private static Parsed<Sb2Command> ReadLoad(Sb2CommandHeader header, ReadOnlyMemory<byte> rest)
    {
        if (header.Count == 0 || header.Options != 0 || !InAddressSpace(header.Address, header.Count))
            return Sb2Faults.UnexpectedCommand.Because("the fields of a load command do not fit it");
        if (header.Count > rest.Length)
            return Sb2Faults.DataUnderrun.Because($"a load command announces {header.Count} bytes, {rest.Length} are left");
        int padded = Alignment.Up((int)header.Count, Sb2Format.Block);
        if (Crc.Mpeg2(rest.Span[..padded]) != header.Data)
            return Sb2Faults.LoadCrc.Because($"the {header.Count} bytes for address {header.Address:x8} have a wrong CRC");
        return new LoadCommand(header.Address, rest[..(int)header.Count], header.Memory) { Padding = rest[(int)header.Count..padded] };
    }

    /// <summary>Rules that the header's form does not enforce; the writer keeps them too.</summary>
    public static bool Fits(Sb2Command command) => command switch
    {
        LoadCommand c => c.Data.Length > 0 && c.Data.Length + c.Padding.Length <= Alignment.Up(c.Data.Length, Sb2Format.Block) && InAddressSpace(c.Address, (uint)c.Data.Length) && c.Memory.Group < 16,
        FillCommand c => c.Length % 4 == 0 && c.Length > 0 && InAddressSpace(c.Address, c.Length) && c.Memory.Group < 16,
        EraseCommand c => Enum.IsDefined(c.Extent) && InAddressSpace(c.Address, c.Length) && c.Memory.Group < 16,
        MemoryEnableCommand c => c.Memory.Group < 16,
        ProgramCommand c => c.Memory.Group < 16,
        KeyStoreSaveCommand c => c.Memory.Group < 16,
        KeyStoreRestoreCommand c => c.Memory.Group < 16,
        MisplacedTag => false,
        _ => true,
    };

    private static bool InAddressSpace(uint address, uint length) => (ulong)address + length <= 1UL << 32;

    private sealed record MisplacedTag : Sb2Command
    {
        internal override Sb2CommandHeader Header => default;
    }
}
