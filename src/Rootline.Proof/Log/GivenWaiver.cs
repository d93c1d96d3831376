using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>A waiver that was handed in, and whether it is the OEM's.</summary>
/// <param name="Name">Its name, for example its file.</param>
/// <param name="Waiver">What it says.</param>
/// <param name="IsGenuine">Whether a key that stands for the OEM signed it.</param>
public sealed record GivenWaiver(string Name, LogWaiver Waiver, bool IsGenuine)
{
    /// <summary>Holds a waiver against the keys that stand for the OEM.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="waiver">What it says.</param>
    /// <param name="keys">The keys.</param>
    public static GivenWaiver Of(string name, LogWaiver waiver, IEnumerable<P256PublicKey> keys) =>
        new(name, waiver, keys.Any(waiver.IsSignedBy));
}
