using Rootline.Chips.Tfm;
using Rootline.Formats.Tfm;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>Fuses behind a register, for the example of docs/tfm-otp.md.</summary>
internal interface IFuseRegisters
{
    bool IsReady { get; }

    uint Read(int word);

    void Burn(int word, uint bits);
}

/// <summary>The example of docs/tfm-otp.md, word for word.</summary>
internal sealed class FuseOtp(IFuseRegisters fuses) : IOtpBacking
{
    // Where each element begins, in words, and its length in bytes.
    private static readonly Dictionary<OtpElement, (int Word, int Length)> Places = new()
    {
        [OtpElement.Lcs] = (0, 4),
        [OtpElement.Huk] = (1, 32),
    };

    public PlatformError Open() => fuses.IsReady ? PlatformError.Success : PlatformError.SystemError;

    public int? LengthOf(OtpElement element) => Places.TryGetValue(element, out var place) ? place.Length : null;

    public PlatformError Read(OtpElement element, Span<byte> destination)
    {
        int first = Places[element].Word;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = (byte)(fuses.Read(first + (i / 4)) >> (8 * (i % 4)));
        return PlatformError.Success;
    }

    // A power cut leaves some words burned: the same bytes again burn the others.
    public PlatformError BurnForEver(OtpElement element, ReadOnlySpan<byte> value)
    {
        int first = Places[element].Word;
        for (int i = 0; i < value.Length; i++)
            fuses.Burn(first + (i / 4), (uint)value[i] << (8 * (i % 4)));
        return PlatformError.Success;
    }
}
