using Rootline.Core.Entropy;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;

namespace Rootline.Line.Tfm;

/// <summary>What a station for one device with TF-M works with.</summary>
/// <param name="Target">The device behind its debug server.</param>
/// <param name="Ledger">The ledger, without a card.</param>
/// <param name="Secrets">The opened bundle.</param>
/// <param name="Entropy">Where challenges come from.</param>
/// <param name="Clock">The station's clock.</param>
internal sealed record TfmParts(DeviceTarget Target, StationLedger Ledger, BundleSecrets Secrets, EntropySource Entropy, TimeProvider Clock)
{
    /// <summary>The device behind its debug server; another one after each power-on.</summary>
    public DeviceTarget Target { get; set; } = Target;

    /// <summary>Whose numbers of elements the device has; null until it was asked.</summary>
    public TfmRelease? Release { get; set; }

    /// <summary>One-time memory through the image at which the device stands.</summary>
    /// <param name="image">The image.</param>
    /// <param name="plan">Firmware and patience.</param>
    public OtpAccess OtpOf(TfmImage image, TfmPlan plan)
    {
        var calls = new DeviceCalls(Target.Host, plan.Patience);
        return new(calls, image, Release ??= OtpAccess.ReleaseOf(calls, image, plan.Firmware.Layout));
    }
}
