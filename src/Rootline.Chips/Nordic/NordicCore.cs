using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Virtual;

namespace Rootline.Chips.Nordic;

/// <summary>One core of a part: its flash, its user information words, its console.</summary>
/// <param name="memory">The flash's place and size.</param>
/// <param name="flash">The flash.</param>
/// <param name="uicr">The words.</param>
public sealed class NordicCore(NordicMemory memory, FlashMedium flash, OneWayWords uicr)
{
    /// <summary>The flash's place and size.</summary>
    public NordicMemory Memory { get; } = memory;

    /// <summary>The flash.</summary>
    public FlashMedium Flash { get; } = flash;

    /// <summary>The user information words.</summary>
    public OneWayWords Uicr { get; } = uicr;

    /// <summary>The console.</summary>
    public ChipUart Uart { get; } = new();

    /// <summary>What the core does.</summary>
    public CoreState State { get; internal set; } = CoreState.NoFirmware;

    /// <summary>Powers a core on.</summary>
    /// <param name="name">Its name in traces.</param>
    /// <param name="memory">Its flash.</param>
    /// <param name="content">What flash and words hold.</param>
    /// <param name="power">The part's power.</param>
    internal static NordicCore On(string name, NordicMemory memory, (IByteStore Flash, IByteStore Uicr) content, PowerDomain power) => new(
        memory,
        new FlashMedium($"{name}-flash", NordicMedia.GeometryOf(memory), content.Flash, power),
        new OneWayWords($"{name}-uicr", content.Uicr, power));

    /// <summary>The firmware at the start of the flash, or null where nothing is that could run.</summary>
    public NordicFirmware? Firmware()
    {
        Span<byte> start = stackalloc byte[NordicFirmware.CoreLength];
        Flash.TryRead(0, start);
        return NordicFirmware.Parse(start).Try(out var firmware, out _) ? firmware : null;
    }

    /// <summary>Erases a page; one that is erased already costs nothing.</summary>
    /// <param name="address">Its first byte.</param>
    public void ErasePage(uint address)
    {
        int offset = (int)(address - Memory.Start);
        if (IsPageUsed(offset))
            Flash.EraseSector(offset);
    }

    /// <summary>Erases flash and user information words, the words last.</summary>
    internal void EraseAll()
    {
        for (int offset = 0; offset < Memory.Size; offset += Memory.PageSize)
        {
            if (IsPageUsed(offset))
                Flash.EraseSector(offset);
        }

        Uicr.EraseAll();
    }

    private bool IsPageUsed(int offset)
    {
        var page = new byte[Memory.PageSize];
        Flash.TryRead(offset, page);
        return page.AsSpan().ContainsAnyExcept((byte)0xFF);
    }
}
