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
    /// <summary>Whose numbers of elements the device has; null until it was asked.</summary>
    public TfmRelease? Release { get; set; }
}
