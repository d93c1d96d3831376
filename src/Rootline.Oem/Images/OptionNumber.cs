using Rootline.Core.Faults;

namespace Rootline.Oem.Images;

/// <summary>A number as the original tool takes it: decimal without leading zeros, 0x, 0o or 0b; an underscore may stand between digits.</summary>
public static class OptionNumber
{
    /// <summary>Reads a number.</summary>
    /// <param name="text">The text; white space around it is ignored.</param>
    /// <param name="most">The largest that is taken; the least is 0.</param>
    public static Parsed<uint> Parse(string text, uint most = uint.MaxValue)
    {
        string trimmed = text.Trim();
        var (digits, radix) = trimmed switch
        {
            ['0', 'x' or 'X', ..] => (trimmed[2..].TrimStart('_'), 16u),
            ['0', 'o' or 'O', ..] => (trimmed[2..].TrimStart('_'), 8u),
            ['0', 'b' or 'B', ..] => (trimmed[2..].TrimStart('_'), 2u),
            _ => (trimmed, 10u),
        };
        if (Value(digits, radix) is not { } value || (radix == 10 && digits[0] == '0' && value != 0))
            return ImageOptionFaults.Number.Fault($"\"{text}\" is not a number");
        return value <= most ? (uint)value : ImageOptionFaults.Number.Fault($"{text} does not fit, the largest is {most}");
    }

    // Of what does not fit a ulong only that it is a number counts.
    private static ulong? Value(string digits, uint radix)
    {
        ulong value = 0;
        bool follows = false;
        foreach (char c in digits)
        {
            if (c == '_' && follows)
            {
                follows = false;
                continue;
            }

            uint digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix)
                return null;
            value = Math.Min((value * radix) + digit, uint.MaxValue + 1UL);
            follows = true;
        }

        return follows ? value : null;
    }
}
