using Rootline.Chips.Tfm;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>The boot code's one-time memory in flash, over <see cref="FlashOtpArea"/>. Source: tfm-provisioning section 3.</summary>
public sealed class FlashOtp : BootOtp
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
    public override void Recover() => _area.Recover();

    /// <inheritdoc/>
    public override bool Has(OtpElement element) => _area.Layout.Find(element) is not null;

    /// <inheritdoc/>
    public override byte[] Read(OtpElement element)
    {
        var field = Field(element);
        var value = new byte[field.Length];
        return _area.TryRead(field.Offset, value) ? value : throw ChipFaults.OneTimeMemory.Exception($"{element} cannot be read");
    }

    /// <summary>Reads an element from the backup.</summary>
    /// <param name="element">The element.</param>
    public override byte[] ReadBackup(OtpElement element)
    {
        byte[] content = _area.ReadBackup();
        return _area.Layout.Find(element) is { } field
            ? content[field.Offset..(field.Offset + field.Length)]
            : throw ChipFaults.OneTimeMemory.Exception($"this memory has no {element}");
    }

    /// <inheritdoc/>
    protected override void StoreForEver(OtpElement element, ReadOnlySpan<byte> value) => _area.RewriteForEver(Field(element).Offset, value);

    private OtpField Field(OtpElement element) => _area.Layout.Find(element) ?? throw ChipFaults.OneTimeMemory.Exception($"this memory has no {element}");
}
