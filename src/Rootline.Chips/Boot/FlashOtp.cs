using System.Buffers.Binary;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>
/// One-time memory in flash: a region and its backup, each rewritten whole, the swap count last, so that a power cut leaves the old
/// content or the new one. Bits only go from 0 to 1. Source: tfm-provisioning sections 2 and 3. One difference: memory whose two
/// copies are both broken is refused and not formatted again, because keys and counters would be lost.
/// </summary>
public sealed class FlashOtp
{
    private const int Block = 128;
    private const int Word = 4;
    private readonly FlashRegion _primary;
    private readonly FlashRegion _backup;
    private readonly OtpLayout _layout;

    /// <summary>Opens one-time memory; <see cref="Recover"/> comes before everything else.</summary>
    /// <param name="primary">The region.</param>
    /// <param name="backup">Its backup, of the same length.</param>
    /// <param name="layout">What lies where.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: the layout does not fit.</exception>
    public FlashOtp(FlashRegion primary, FlashRegion backup, OtpLayout layout)
    {
        if (Alignment.Up(layout.Length, primary.Geometry.ProgramUnit) > primary.Length)
            throw ChipFaults.OneTimeMemory.Exception($"one-time memory of {layout.Length} bytes does not fit into {primary.Length}", "take shorter keys: their hashes instead of raw points");
        (_primary, _backup, _layout) = (primary, backup, layout);
    }

    /// <summary>Makes both copies alike after a power cut, and formats memory that was never used.</summary>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: both copies are broken.</exception>
    public void Recover()
    {
        uint? first = SwapCount(_primary);
        uint? second = SwapCount(_backup);
        if (first is null && second is null)
            Format();
        else if (first is null)
            Copy(_backup, _primary);
        else if (second is null || second < first || (second == uint.MaxValue - 1 && first == 1))
            Copy(_primary, _backup);
    }

    /// <summary>Reads an element.</summary>
    /// <param name="element">The element.</param>
    public byte[] Read(OtpElement element)
    {
        var field = Field(element);
        var value = new byte[field.Length];
        return _primary.TryRead(field.Offset, value) ? value : throw ChipFaults.OneTimeMemory.Exception($"{element} cannot be read");
    }

    /// <summary>Reads an element from the backup: what does not trust <see cref="Read"/> compares with this.</summary>
    /// <param name="element">The element.</param>
    public byte[] ReadBackup(OtpElement element)
    {
        byte[] content = Content(_backup);
        return _layout.Find(element) is { } field
            ? content[field.Offset..(field.Offset + field.Length)]
            : throw ChipFaults.OneTimeMemory.Exception($"this memory has no {element}");
    }

    /// <summary>The value of an image's security counter.</summary>
    /// <param name="image">The image's index.</param>
    public uint Counter(int image) => NvCounter.Read(Read(OtpElement.Bl2NvCounter0 + image));

    /// <summary>Burns an element. Set bits stay set; what is there already is not burned again.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">At most as long as the element.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: too long, or a set bit would have to be cleared.</exception>
    public void BurnForEver(OtpElement element, ReadOnlySpan<byte> value)
    {
        var field = Field(element);
        byte[] old = Read(element);
        if (value.Length > field.Length)
            throw ChipFaults.OneTimeMemory.Exception($"{element} has {field.Length} bytes, not {value.Length}");
        for (int i = 0; i < value.Length; i++)
        {
            if ((old[i] & ~value[i]) != 0)
                throw ChipFaults.OneTimeMemory.Exception($"{element} was burned with something else, and its bits cannot be cleared");
        }

        if (value.SequenceEqual(old.AsSpan(0, value.Length)))
            return;
        byte[] content = Content(_primary);
        value.CopyTo(content.AsSpan(field.Offset));
        Rewrite(content);
    }

    /// <summary>Raises an image's security counter; a lower or equal value changes nothing.</summary>
    /// <param name="image">The image's index.</param>
    /// <param name="value">The value, at most 512.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: there are not as many bits.</exception>
    public void RaiseForEver(int image, uint value)
    {
        if (value <= Counter(image))
            return;
        byte[] bits = NvCounter.Write(value, OtpLayout.CounterLength)
            ?? throw ChipFaults.OneTimeMemory.Exception($"the security counter {value} of image {image} is more than {OtpLayout.CounterLength * 8} bits can hold");
        BurnForEver(OtpElement.Bl2NvCounter0 + image, bits);
    }

    private OtpField Field(OtpElement element) => _layout.Find(element) ?? throw ChipFaults.OneTimeMemory.Exception($"this memory has no {element}");

    // Null for a copy that is not whole: not formatted, torn, or with a word that cannot be read.
    private uint? SwapCount(FlashRegion region)
    {
        var content = new byte[_layout.Length];
        if (!region.TryRead(0, content) || BinaryPrimitives.ReadUInt32LittleEndian(content) != OtpLayout.InitMagic)
            return null;
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(_layout.SwapCount));
        return count is 0 or uint.MaxValue ? null : count;
    }

    private byte[] Content(FlashRegion region)
    {
        var content = new byte[_layout.Length];
        return region.TryRead(0, content) ? content : throw ChipFaults.OneTimeMemory.Exception("a copy of one-time memory cannot be read");
    }

    private void Rewrite(byte[] content)
    {
        var place = content.AsSpan(_layout.SwapCount, Word);
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(place);
        BinaryPrimitives.WriteUInt32LittleEndian(place, count >= uint.MaxValue - 1 ? 1 : count + 1);
        Store(_primary, content);
        Copy(_primary, _backup);
    }

    private void Copy(FlashRegion from, FlashRegion to) => Store(to, Content(from));

    // The unit with the swap count comes last: without it a copy is not whole.
    private void Store(FlashRegion region, ReadOnlySpan<byte> content)
    {
        int last = _layout.SwapCount / region.Geometry.ProgramUnit * region.Geometry.ProgramUnit;
        region.Erase(0, region.Length);
        region.Program(0, content[..last], Block);
        region.Program(last, content[last..], Block);
    }

    private void Format()
    {
        if (!OtpTraces.AreNone(_primary, _layout) && !OtpTraces.AreNone(_backup, _layout))
            throw ChipFaults.OneTimeMemory.Exception("both copies of one-time memory are broken", "the chip cannot be saved: its keys and counters are lost");
        if (OtpTraces.Count(_primary, _layout) * OtpTraces.Count(_backup, _layout) != 0)
            throw ChipFaults.OneTimeMemory.Exception("one-time memory was in use and is broken");
        var content = new byte[_layout.Length];
        Store(_primary, content);
        Store(_backup, content);
        BinaryPrimitives.WriteUInt32LittleEndian(content, OtpLayout.InitMagic);
        Rewrite(content);
    }
}
