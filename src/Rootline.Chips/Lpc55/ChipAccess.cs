using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// Memory as the host sees it: flash by pages, RAM by bytes, the protected pages by their rules, everything else hidden. All
/// results are mboot status codes.
/// </summary>
/// <param name="core">The chip.</param>
public sealed class ChipAccess(ChipCore core)
{
    private readonly uint _cfpa = core.Profile.Family.CfpaAddress;
    private readonly uint _cmpa = core.Profile.Family.CmpaAddress;

    /// <summary>Reads.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    /// <param name="bytes">The bytes when the status is 0.</param>
    public uint Read(uint address, uint length, out byte[] bytes)
    {
        bytes = [];
        if (core.Ram.TryGet(address, length, out var ram))
        {
            bytes = ram.ToArray();
            return MbootStatus.Success;
        }

        uint plain = address & ~ChipProfile.SecureAlias;
        if (InPage(plain, length, _cfpa))
            bytes = Slice(core.Pfr.Cfpa.Bytes, plain - _cfpa, length);
        else if (InPage(plain, length, _cmpa))
            bytes = core.Pfr.Cmpa is { } page ? Slice(page.Bytes, plain - _cmpa, length) : bytes;
        else if (core.Profile.Application.Contains(plain, length) && HasErasedPage((int)plain, (int)length))
            return MbootStatus.MemoryBlankPageRead;
        else if (core.Profile.Application.Contains(plain, length))
            bytes = core.Flash.Read((int)plain, (int)length) ?? bytes;
        else
            return MbootStatus.MemoryRangeInvalid;
        return bytes.Length == length ? MbootStatus.Success : MbootStatus.FlashEcc;
    }

    /// <summary>Whether a write could begin: the range exists, is aligned, and is not hidden.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    public uint CheckWrite(uint address, uint length)
    {
        if (core.Ram.TryGet(address, length, out _))
            return MbootStatus.Success;
        uint plain = address & ~ChipProfile.SecureAlias;
        if (plain == _cfpa || plain == _cmpa)
            return length == PfrPage.Length ? MbootStatus.Success : MbootStatus.FlashAlignment;
        if (!core.Profile.Application.Contains(plain, length))
            return MbootStatus.MemoryRangeInvalid;
        return plain % ChipProfile.PageLength == 0 ? MbootStatus.Success : MbootStatus.MemoryAlignment;
    }

    /// <summary>Writes RAM, burns a protected page, or programs erased flash pages.</summary>
    /// <param name="address">First address.</param>
    /// <param name="data">The bytes.</param>
    public uint Write(uint address, ReadOnlySpan<byte> data)
    {
        if (CheckWrite(address, (uint)data.Length) is not MbootStatus.Success and var refused)
            return refused;
        if (core.Ram.TryGet(address, (uint)data.Length, out var ram))
        {
            data.CopyTo(ram.Span);
            return MbootStatus.Success;
        }

        uint plain = address & ~ChipProfile.SecureAlias;
        if (plain == _cfpa)
            return core.Pfr.WriteCfpa(data);
        if (plain == _cmpa)
            return core.Pfr.WriteCmpa(data);
        if (!core.Flash.IsErased((int)plain, Core.Bytes.Alignment.Up(data.Length, ChipProfile.PageLength)))
            return MbootStatus.MemoryCumulativeWrite;
        core.Flash.Program((int)plain, data);
        return MbootStatus.Success;
    }

    /// <summary>Erases flash pages; RAM and protected pages cannot be erased, the CMPA among them with a status of its own.</summary>
    /// <param name="address">A multiple of the page length.</param>
    /// <param name="length">Length in bytes, rounded up to whole pages.</param>
    public uint Erase(uint address, uint length)
    {
        uint plain = address & ~ChipProfile.SecureAlias;
        if (InPage(plain, 1, _cmpa))
            return MbootStatus.FlashCmpaErase;
        uint whole = (length + ChipProfile.PageLength - 1) / ChipProfile.PageLength * ChipProfile.PageLength;
        if (whole < length || !core.Profile.Application.Contains(plain, whole))
            return MbootStatus.FlashAddress;
        if (plain % ChipProfile.PageLength != 0)
            return MbootStatus.FlashAlignment;
        core.Flash.Erase((int)plain, (int)whole);
        return MbootStatus.Success;
    }

    // An erased page has no valid code words: the ROM does not read it.
    private bool HasErasedPage(int address, int length)
    {
        for (int page = address / ChipProfile.PageLength * ChipProfile.PageLength; page < address + length; page += ChipProfile.PageLength)
        {
            if (core.Flash.IsErased(page, ChipProfile.PageLength))
                return true;
        }

        return false;
    }

    private static bool InPage(uint address, uint length, uint page) => address >= page && (long)address + length <= page + PfrPage.Length;

    private static byte[] Slice(ReadOnlySpan<byte> page, uint start, uint length) => page.Slice((int)start, (int)length).ToArray();
}
