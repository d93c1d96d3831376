using Rootline.Chips.Tfm;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>
/// One-time memory as the boot code uses it: elements and security counters over <see cref="FlashOtpArea"/>. Bits only go from 0 to
/// 1. Source: tfm-provisioning sections 2 and 3.
/// </summary>
public sealed class FlashOtp
{
    private readonly FlashOtpArea _area;

    /// <summary>Opens one-time memory; <see cref="Recover"/> comes before everything else.</summary>
    /// <param name="primary">The region.</param>
    /// <param name="backup">Its backup, of the same length.</param>
    /// <param name="layout">What lies where.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: the layout does not fit.</exception>
    public FlashOtp(FlashRegion primary, FlashRegion backup, OtpLayout layout)
        : this(new FlashOtpArea(primary, backup, layout))
    {
    }

    /// <summary>Opens one-time memory.</summary>
    /// <param name="area">The two copies.</param>
    public FlashOtp(FlashOtpArea area) => _area = area;

    /// <summary>Makes both copies alike after a power cut, and formats memory that was never used.</summary>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: both copies are broken.</exception>
    public void Recover() => _area.Recover();

    /// <summary>Whether the layout has an element.</summary>
    /// <param name="element">The element.</param>
    public bool Has(OtpElement element) => _area.Layout.Find(element) is not null;

    /// <summary>Reads an element.</summary>
    /// <param name="element">The element.</param>
    public byte[] Read(OtpElement element)
    {
        var field = Field(element);
        var value = new byte[field.Length];
        return _area.TryRead(field.Offset, value) ? value : throw ChipFaults.OneTimeMemory.Exception($"{element} cannot be read");
    }

    /// <summary>Reads an element from the backup: what does not trust <see cref="Read"/> compares with this.</summary>
    /// <param name="element">The element.</param>
    public byte[] ReadBackup(OtpElement element)
    {
        byte[] content = _area.ReadBackup();
        return _area.Layout.Find(element) is { } field
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
        _area.RewriteForEver(field.Offset, value);
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

    private OtpField Field(OtpElement element) => _area.Layout.Find(element) ?? throw ChipFaults.OneTimeMemory.Exception($"this memory has no {element}");
}
