using System.Globalization;
using System.Numerics;

namespace Rootline.Cli.Config;

/// <summary>
/// Numbers as the original writes them: decimal, or with the prefix 0x, 0b or 0o; underscores between digits; the suffixes u,
/// l, ul, lu of C. A decimal number with a leading zero is refused: YAML 1.1 reads it as octal, people as decimal.
/// </summary>
internal static class NumberText
{
    /// <summary>Reads a number that is not negative.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number, or null when the text is none.</returns>
    public static BigInteger? Parse(string text)
    {
        if (text.Length is 0 or > ConfigLimits.NumberLength)
            return null;
        string lower = text.Trim().ToLowerInvariant();
        var (radix, digits) = lower switch
        {
            ['0', 'x', ..] => (16, lower[2..]),
            ['0', 'b', ..] => (2, lower[2..]),
            ['0', 'o', ..] => (8, lower[2..]),
            _ => (10, lower),
        };
        digits = WithoutSuffix(digits);
        if (digits.Length == 0 || digits[0] == '_' || digits[^1] == '_' || (radix == 10 && digits.Length > 1 && digits[0] == '0'))
            return null;
        return Value(digits, radix);
    }

    private static string WithoutSuffix(string digits)
    {
        string bare = digits.TrimEnd('u', 'l');
        return digits[bare.Length..] is "" or "u" or "l" or "ul" or "lu" or "ll" or "ull" or "llu" ? bare : "";
    }

    private static BigInteger? Value(string digits, int radix)
    {
        var value = BigInteger.Zero;
        foreach (char c in digits)
        {
            if (c == '_')
                continue;
            if (!int.TryParse([c], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int digit) || digit >= radix)
                return null;
            value = (value * radix) + digit;
        }

        return value;
    }
}
