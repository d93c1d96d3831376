using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm.Bundles;

/// <summary>
/// The certification reference: an EAN-13 number, a hyphen, five digits (19 characters); before TF-M 1.7 a hardware version, an EAN-13
/// number with version digits behind it. Source: tfm-provisioning section 4.2; the check digit is that of ISO/IEC 15420.
/// </summary>
public static class CertificationReference
{
    private const int EanLength = 13;
    private const int Length = 19;

    /// <summary>Why a text is none; null when it is one.</summary>
    /// <param name="text">The text.</param>
    public static Fault? Check(string text)
    {
        if (text.Length < EanLength || !text.AsSpan(0, EanLength).ToString().All(char.IsAsciiDigit))
            return BundleFaults.Reference.Fault($"'{text}' does not begin with 13 digits");
        int expected = CheckDigit(text);
        if (text[EanLength - 1] - '0' != expected)
            return BundleFaults.Reference.Fault($"'{text}': the check digit of {text[..EanLength]} is {expected}");
        string rest = text[EanLength..];
        bool isReference = text.Length == Length && rest[0] == '-' && rest[1..].All(char.IsAsciiDigit);
        bool isHardwareVersion = text.Length < Length && rest.All(char.IsAsciiDigit);
        return isReference || isHardwareVersion ? null : BundleFaults.Reference.Fault($"'{text}': behind the EAN-13 number stands neither a hyphen and five digits nor a version of at most five digits");
    }

    // The digits weigh 1 and 3 in turn; the sum with the check digit is a multiple of 10.
    private static int CheckDigit(string text)
    {
        int sum = 0;
        for (int i = 0; i < EanLength - 1; i++)
            sum += (text[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return (10 - (sum % 10)) % 10;
    }
}
