using Rootline.Chips.Tfm;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>
/// The boot code's one-time memory in the fuses of CryptoCell-312. There is no second copy: the second way of reading counts the zero
/// bits of the element and holds them against the burned count. Source: tfm-provisioning section 7.
/// </summary>
/// <param name="backing">The fuses since the last power-on.</param>
public sealed class FuseOtp(Cc312OtpBacking backing) : BootOtp
{
    /// <summary>Looks whether the fuses may be used: a secured chip whose assets were changed does not start.</summary>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>.</exception>
    public override void Recover()
    {
        if (backing.Open() != PlatformError.Success)
            throw ChipFaults.OneTimeMemory.Exception("the fuses are too few, or an asset does not fit the count of its zero bits");
    }

    /// <inheritdoc/>
    public override bool Has(OtpElement element) => backing.LengthOf(element) is not null;

    /// <inheritdoc/>
    public override byte[] Read(OtpElement element)
    {
        var value = new byte[backing.LengthOf(element) ?? throw ChipFaults.OneTimeMemory.Exception($"this memory has no {element}")];
        return backing.Read(element, value) == PlatformError.Success ? value : throw ChipFaults.OneTimeMemory.Exception($"{element} cannot be read");
    }

    /// <summary>Reads an element that fits its count.</summary>
    /// <param name="element">The element.</param>
    public override byte[] ReadBackup(OtpElement element)
    {
        byte[] value = Read(element);
        return backing.FitsCount(element) ? value : throw ChipFaults.OneTimeMemory.Exception($"{element} does not fit the count of its zero bits");
    }

    /// <inheritdoc/>
    protected override void StoreForEver(OtpElement element, ReadOnlySpan<byte> value)
    {
        if (backing.BurnForEver(element, value) != PlatformError.Success)
            throw ChipFaults.OneTimeMemory.Exception($"{element} does not fit the count of zero bits that was burned for it");
    }
}
