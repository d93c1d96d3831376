using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Tests.Formats.Mcuboot.Verdict;

/// <summary>Content keys that stand in the image as they are.</summary>
internal sealed class FixedContentKeys : IContentKeys
{
    public TlvType Type => TlvType.EncryptedKeyWrap;

    public Parsed<Secret> Open(ReadOnlySpan<byte> value) => value.Length is 16 or 32 ? Secret.CopyOf(value) : ImageFaults.TlvValue.Fault("no content key");
}
