using Rootline.Formats.Tfm.Bundles;
using Rootline.Line.Steps;

namespace Rootline.Line.Tfm;

/// <summary>What a station does to one device.</summary>
public sealed record TfmPlan
{
    /// <summary>The device's firmware.</summary>
    public required TfmFirmware Firmware { get; init; }

    /// <summary>The open part of its bundle.</summary>
    public required BundleHeader Bundle { get; init; }

    /// <summary>How long the device may take from one stop to the next.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The device's power, for one whose life cycle stands in a CryptoCell-312 and comes with the next power-on; null for a device that is
    /// provisioned in one boot.
    /// </summary>
    public IDevicePower? Power { get; init; }

    /// <summary>The terms of the steps.</summary>
    public StepTerms Steps { get; init; } = new() { Timeout = TimeSpan.Zero };

    /// <summary>
    /// Called once it is known what will be burned for ever, before anything is; false calls it off. What it is given are the names of
    /// the elements.
    /// </summary>
    public Func<IReadOnlyList<string>, bool> Consent { get; init; } = static _ => true;
}
