using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>The device's private key for encrypted images.</summary>
public interface IContentKeys
{
    /// <summary>The type of TLV that it opens.</summary>
    TlvType Type { get; }

    /// <summary>Opens a content key.</summary>
    /// <param name="value">The value of the TLV.</param>
    /// <returns>16 or 32 bytes, the caller's to dispose; or why it does not open.</returns>
    Parsed<Secret> Open(ReadOnlySpan<byte> value);
}
