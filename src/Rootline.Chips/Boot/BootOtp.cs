using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>
/// One-time memory as the boot code uses it: elements and security counters, wherever they lie. Bits only go from 0 to 1. Source:
/// tfm-provisioning section 2.
/// </summary>
public abstract class BootOtp
{
    /// <summary>Makes the memory ready after a power cut; comes before everything else.</summary>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: it cannot be used.</exception>
    public abstract void Recover();

    /// <summary>Whether the memory has an element.</summary>
    /// <param name="element">The element.</param>
    public abstract bool Has(OtpElement element);

    /// <summary>Reads an element.</summary>
    /// <param name="element">The element.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: it is not there or cannot be read.</exception>
    public abstract byte[] Read(OtpElement element);

    /// <summary>Reads an element in a second way: what does not trust <see cref="Read"/> compares with this.</summary>
    /// <param name="element">The element.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: it is not there or cannot be read.</exception>
    public abstract byte[] ReadBackup(OtpElement element);

    /// <summary>The value of an image's security counter.</summary>
    /// <param name="image">The image's index.</param>
    public uint Counter(int image) => NvCounter.Read(Read(OtpElement.Bl2NvCounter0 + image));

    /// <summary>Burns an element. Set bits stay set; what is there already is not burned again.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">At most as long as the element.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: too long, or a set bit would have to be cleared.</exception>
    public void BurnForEver(OtpElement element, ReadOnlySpan<byte> value)
    {
        byte[] old = Read(element);
        if (value.Length > old.Length)
            throw ChipFaults.OneTimeMemory.Exception($"{element} has {old.Length} bytes, not {value.Length}");
        for (int i = 0; i < value.Length; i++)
        {
            if ((old[i] & ~value[i]) != 0)
                throw ChipFaults.OneTimeMemory.Exception($"{element} was burned with something else, and its bits cannot be cleared");
        }

        if (!value.SequenceEqual(old.AsSpan(0, value.Length)))
            StoreForEver(element, value);
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

    /// <summary>Burns bytes that clear no set bit.</summary>
    /// <param name="element">An element that this memory has.</param>
    /// <param name="value">At most as long as the element.</param>
    protected abstract void StoreForEver(OtpElement element, ReadOnlySpan<byte> value);
}
