using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>The words that count for protected storage; TF-M's own lie beside one-time memory. Source: tfm-provisioning section 3.3.</summary>
public interface IStorageCounters
{
    /// <summary>Reads a counter.</summary>
    /// <param name="index">0 to 2.</param>
    /// <param name="value">Its value.</param>
    PlatformError ReadCounter(int index, out uint value);

    /// <summary>Stores a counter's new value; the caller saw to it that it is not lower.</summary>
    /// <param name="index">0 to 2.</param>
    /// <param name="value">The value.</param>
    PlatformError RaiseCounterForEver(int index, uint value);
}
