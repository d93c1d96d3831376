using System.Globalization;
using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm;

/// <summary>
/// The arithmetic of a signing layout file: numbers (decimal, 0x, 0o, 0b; with the C suffixes U and L), parentheses, + - * /,
/// signs. Whole numbers only: a quotient with a remainder and a value beyond 64 bits are refused, not rounded.
/// </summary>
internal ref struct LayoutExpression
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private int _depth;

    private LayoutExpression(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Evaluates an expression.</summary>
    /// <param name="text">The expression, without commas.</param>
    public static Parsed<long> Evaluate(ReadOnlySpan<char> text)
    {
        var expression = new LayoutExpression(text);
        try
        {
            if (expression.Sum() is { } value && expression.Next() == '\0')
                return value;
        }
        catch (OverflowException)
        {
            // Said below: the value is none of an address or a size.
        }

        return SigningLayoutFaults.Expression.Fault($"\"{Shown(text)}\" is no arithmetic of whole numbers");
    }

    private static string Shown(ReadOnlySpan<char> text)
    {
        const int longest = 60;
        string part = text.Length > longest ? $"{text[..longest]}..." : text.ToString();
        return string.Concat(part.Select(c => char.IsControl(c) ? '?' : c));
    }

    private long? Sum()
    {
        var value = Product();
        while (value is not null && Next() is '+' or '-')
        {
            char sign = Take();
            value = Product() is { } term ? checked(sign == '+' ? value + term : value - term) : null;
        }

        return value;
    }

    private long? Product()
    {
        var value = Factor();
        while (value is not null && Next() is '*' or '/')
        {
            bool divides = Take() == '/';
            if (Factor() is not { } factor || (divides && (factor == 0 || checked(value % factor) != 0)))
                return null;
            value = checked(divides ? value / factor : value * factor);
        }

        return value;
    }

    private long? Factor()
    {
        if (++_depth > SigningLayout.MaxDepth)
            return null;
        var value = Next() switch
        {
            '-' => Negated(),
            '+' => Signed(),
            '(' => Inner(),
            _ => Number(),
        };
        _depth--;
        return value;
    }

    private long? Negated()
    {
        Take();
        return checked(-Factor());
    }

    private long? Signed()
    {
        Take();
        return Factor();
    }

    private long? Inner()
    {
        Take();
        var value = Sum();
        return value is not null && Next() == ')' && Take() == ')' ? value : null;
    }

    private long? Number()
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiLetterOrDigit(_text[_at]))
            _at++;
        var digits = _text[start.._at].TrimEnd("uUlL");
        return digits switch
        {
            ['0', 'x' or 'X', .. var rest] => Digits(rest, 16),
            ['0', 'o' or 'O', .. var rest] => Digits(rest, 8),
            ['0', 'b' or 'B', .. var rest] => Digits(rest, 2),
            _ => Digits(digits, 10),
        };
    }

    private static long? Digits(ReadOnlySpan<char> digits, int radix)
    {
        if (digits.IsEmpty)
            return null;
        long value = 0;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiHexDigit(c) ? int.Parse([c], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : radix;
            if (digit >= radix)
                return null;
            value = checked((value * radix) + digit);
        }

        return value;
    }

    private char Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private char Take() => _text[_at++];
}
