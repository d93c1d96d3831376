using System.Globalization;
using System.Text;

namespace Rootline.Formats.Nordic.Console;

/// <summary>
/// A token that an application prints on its console, as the examples for TF-M do: <c>Received initial attestation token of N
/// bytes.</c>, then lines of up to 16 bytes in hexadecimal before a bar and their text. Lines of others in between are passed over.
/// </summary>
public sealed class TokenDump
{
    /// <summary>The longest token in bytes.</summary>
    public const int LongestToken = 4096;

    private const string Before = "Received initial attestation token of ";
    private const string After = " bytes.";
    private const int LineLength = 16;
    private readonly List<byte> _bytes = [];
    private int _length = -1;

    /// <summary>The token, or null while it is not whole.</summary>
    public byte[]? Token => _length > 0 && _bytes.Count == _length ? [.. _bytes] : null;

    /// <summary>The line that announces a token.</summary>
    /// <param name="length">Its length in bytes.</param>
    public static string Announce(int length) => string.Create(CultureInfo.InvariantCulture, $"{Before}{length}{After}");

    /// <summary>The lines of a token.</summary>
    /// <param name="token">The token.</param>
    public static IReadOnlyList<string> LinesOf(ReadOnlySpan<byte> token)
    {
        var lines = new List<string>();
        for (int at = 0; at < token.Length; at += LineLength)
        {
            var part = token[at..Math.Min(at + LineLength, token.Length)];
            var line = new StringBuilder();
            foreach (byte b in part)
                line.Append(CultureInfo.InvariantCulture, $"{b:x2} ");
            line.Append('|');
            foreach (byte b in part)
                line.Append(b is >= 0x20 and < 0x7F ? (char)b : '.');
            lines.Add(line.ToString());
        }

        return lines;
    }

    /// <summary>Takes a line. An announcement begins anew, so that the last whole token counts.</summary>
    /// <param name="line">The line.</param>
    public void Take(ZephyrLine line)
    {
        string text = line.Text;
        if (text.StartsWith(Before, StringComparison.Ordinal) && text.EndsWith(After, StringComparison.Ordinal))
            Begin(text[Before.Length..^After.Length]);
        else if (_length > _bytes.Count && Bytes(text) is { } bytes && bytes.Length == Math.Min(LineLength, _length - _bytes.Count))
            _bytes.AddRange(bytes);
    }

    private static byte[]? Bytes(string text)
    {
        int bar = text.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0)
            return null;
        string digits = text[..bar].Replace(" ", "", StringComparison.Ordinal);
        return digits.Length is > 0 and <= 2 * LineLength && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    private void Begin(string length)
    {
        _bytes.Clear();
        _length = int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= LongestToken ? value : -1;
    }
}
