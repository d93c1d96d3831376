using System.Buffers.Binary;
using Rootline.Formats.Nordic;

namespace Rootline.Chips.Nordic;

/// <summary>
/// Memory as a debugger on one core reaches it: flash, user information words, what the factory wrote, the key slots' selector. All of it is
/// secure memory; where a port is closed nothing is reached.
/// </summary>
/// <param name="chip">The part.</param>
/// <param name="isNetwork">Whether the debugger is on the network core.</param>
public sealed class DebugBus(NordicChip chip, bool isNetwork)
{
    private const uint FactoryBase = 0x00FF0000;
    private const int FactoryLength = 0x1000;
    private readonly NordicCore _core = isNetwork ? chip.Network! : chip.Application;
    private readonly uint _uicrBase = isNetwork ? chip.Part.NetworkCore!.UicrBase : chip.Part.Uicr.Base;

    /// <summary>The core's flash.</summary>
    public NordicMemory Memory => _core.Memory;

    /// <summary>Whether the port is open.</summary>
    public bool IsOpen => isNetwork ? chip.Port.IsNetworkOpen : chip.Port.IsSecureOpen;

    /// <summary>Reads memory.</summary>
    /// <param name="address">First address; of user information words a multiple of 4.</param>
    /// <param name="destination">Filled completely when the result is true.</param>
    public bool TryRead(uint address, Span<byte> destination)
    {
        if (!IsOpen)
            return false;
        if (Memory.Holds(address, destination.Length))
            return _core.Flash.TryRead((int)(address - Memory.Start), destination);
        if (IsUicr(address, destination.Length))
            return ReadUicr(address - _uicrBase, destination);
        return !isNetwork && address >= FactoryBase && address + (ulong)destination.Length <= FactoryBase + FactoryLength && ReadFactory(address, destination);
    }

    /// <summary>Writes a register: the key slots' selector is the only one there is.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="value">4 bytes.</param>
    public bool TryWrite(uint address, ReadOnlySpan<byte> value)
    {
        if (!IsOpen || isNetwork || address != KmuSlot.SelectRegister || value.Length != sizeof(uint))
            return false;
        chip.Keys.Selector = BinaryPrimitives.ReadUInt32LittleEndian(value);
        return true;
    }

    /// <summary>Erases whole pages.</summary>
    /// <param name="address">First address of a page.</param>
    /// <param name="length">Whole pages, in bytes.</param>
    public bool TryErase(uint address, uint length)
    {
        if (!IsOpen || length > int.MaxValue || !Memory.Holds(address, (int)length) || (address - Memory.Start) % Memory.PageSize != 0 || length % Memory.PageSize != 0)
            return false;
        for (uint at = 0; at < length; at += (uint)Memory.PageSize)
            _core.ErasePage(address + at);
        return true;
    }

    /// <summary>Writes erased flash, or user information words other than key slots.</summary>
    /// <param name="address">A multiple of 4.</param>
    /// <param name="content">A multiple of 4 bytes.</param>
    public bool TryBurn(uint address, ReadOnlySpan<byte> content)
    {
        if (!IsOpen || address % sizeof(uint) != 0 || content.Length % sizeof(uint) != 0)
            return false;
        if (IsUicr(address, content.Length))
            return BurnUicr(address - _uicrBase, content);
        if (!Memory.Holds(address, content.Length))
            return false;
        var now = new byte[content.Length];
        _core.Flash.TryRead((int)(address - Memory.Start), now);
        if (now.AsSpan().ContainsAnyExcept((byte)0xFF))
            return false;
        _core.Flash.Program((int)(address - Memory.Start), content);
        return true;
    }

    private bool IsUicr(uint address, int length) => address >= _uicrBase && address + (ulong)length <= _uicrBase + UicrMap.Length;

    private bool ReadUicr(uint offset, Span<byte> destination)
    {
        if (offset % sizeof(uint) != 0 || destination.Length % sizeof(uint) != 0)
            return false;
        for (int i = 0; i < destination.Length; i += sizeof(uint))
        {
            uint at = offset + (uint)i;
            uint word = !isNetwork && at >= UicrMap.KeySlotConfig ? chip.Keys.ReadWord(at) : _core.Uicr.Read(at);
            BinaryPrimitives.WriteUInt32LittleEndian(destination[i..], word);
        }

        return true;
    }

    private bool ReadFactory(uint address, Span<byte> destination)
    {
        var words = new byte[FactoryLength];
        words.AsSpan().Fill(0xFF);
        chip.DeviceId.Span.CopyTo(words.AsSpan((int)(FactoryWords.DeviceId - FactoryBase)));
        BinaryPrimitives.WriteUInt32LittleEndian(words.AsSpan((int)(FactoryWords.PartCode - FactoryBase)), chip.Part.PartCode);
        words.AsSpan((int)(address - FactoryBase), destination.Length).CopyTo(destination);
        return true;
    }

    private bool BurnUicr(uint offset, ReadOnlySpan<byte> content)
    {
        if (!isNetwork && offset + (uint)content.Length > UicrMap.KeySlotConfig)
            return false;
        for (int i = 0; i < content.Length; i += sizeof(uint))
            _core.Uicr.BurnWord(offset + (uint)i, BinaryPrimitives.ReadUInt32LittleEndian(content[i..]));
        return true;
    }
}
