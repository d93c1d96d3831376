namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>What the device holds the image against: counter, vendor and class id; and the form of dependencies.</summary>
/// <param name="loader">The loader.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class DeviceRules(LoaderConfiguration loader, Findings findings)
{
    private const int DependencyLength = 12;
    private bool _counted;
    private bool _vendor;
    private bool _class;

    /// <summary>Judges an entry of the protected area; one that says nothing of the device is left alone.</summary>
    /// <param name="entry">The entry.</param>
    public void Judge(TlvEntry entry)
    {
        switch (entry.Type)
        {
            case TlvType.SecurityCounter:
                Counter(entry.Value.Span);
                break;
            case TlvType.VendorId:
                _vendor = true;
                Identifier(entry.Value.Span, loader.VendorId, "vendor");
                break;
            case TlvType.ClassId:
                _class = true;
                Identifier(entry.Value.Span, loader.ClassId, "class");
                break;
            case TlvType.Dependency:
                Dependency(entry.Value.Span);
                break;
        }
    }

    /// <summary>Judges what is missing when all entries were seen.</summary>
    public void End()
    {
        if (loader.StoredCounter is not null && !_counted)
            findings.Break(BootRules.CounterPresent, "the image has no security counter");
        if (loader.VendorId is not null && !_vendor)
            findings.Break(BootRules.Identifiers, "the image has no vendor id");
        if (loader.ClassId is not null && !_class)
            findings.Break(BootRules.Identifiers, "the image has no class id");
    }

    private void Counter(ReadOnlySpan<byte> value)
    {
        _counted = true;
        if (value.Length != sizeof(uint))
            findings.Break(BootRules.SecurityCounter, $"the security counter has {value.Length} bytes, not {sizeof(uint)}");
        else if (loader.StoredCounter is { } stored && loader.Order.U32(value) is var counter && counter < stored)
            findings.Break(BootRules.SecurityCounter, $"the image has the security counter {counter}, the device {stored}");
    }

    private void Identifier(ReadOnlySpan<byte> value, byte[]? wanted, string name)
    {
        if (value.Length != 16)
            findings.Break(BootRules.Identifiers, $"the {name} id has {value.Length} bytes, not 16");
        else if (wanted is not null && !value.SequenceEqual(wanted))
            findings.Break(BootRules.Identifiers, $"the {name} id is {Convert.ToHexStringLower(value)}, the device's {Convert.ToHexStringLower(wanted)}");
    }

    private void Dependency(ReadOnlySpan<byte> value)
    {
        if (value.Length != DependencyLength)
            findings.Break(BootRules.Dependencies, $"a dependency has {value.Length} bytes, not {DependencyLength}");
        else
            findings.Remark($"needs image {value[0]} at version {ImageVersion.Read(value[4..], loader.Order)} or later: not judged from one image");
    }
}
