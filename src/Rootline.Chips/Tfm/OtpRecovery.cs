using Rootline.Core.Faults;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>Runs a platform's start over an image of one-time memory.</summary>
public static class OtpRecovery
{
    /// <summary>What the start leaves.</summary>
    /// <param name="image">The image: flash of bytes, whose erased value is FF.</param>
    /// <returns>The image afterwards, to be disposed; the same where there was nothing to do.</returns>
    /// <exception cref="FaultException"><see cref="OtpImageFaults.Lost"/>: no copy is whole.</exception>
    public static Secret Of(OtpImage image)
    {
        if (image.State is OtpImageState.Blank or OtpImageState.Broken)
            throw OtpImageFaults.Lost.Exception("no copy is whole");
        using var store = new SecretStore(image.Bytes);
        int area = image.AreaLength;
        var flash = new FlashMedium("otp", new(2 * area, 1, area, 0, 0), store, new PowerDomain("image"));
        new FlashOtpArea(new(flash, new(0, area)), new(flash, new(area, area)), image.Layout).Recover();
        return store.Content.Copy();
    }

    // Keys lie in it: a store of its own that is wiped.
    private sealed class SecretStore(ReadOnlySpan<byte> content) : IByteStore
    {
        public Secret Content { get; } = Secret.CopyOf(content);

        public long Length => Content.Length;

        public void Read(long offset, Span<byte> destination) => Content.Span.Slice((int)offset, destination.Length).CopyTo(destination);

        public void Write(long offset, ReadOnlySpan<byte> source) => source.CopyTo(Content.Span[(int)offset..]);

        public void Dispose() => Content.Dispose();
    }
}
