using System.Buffers;
using System.Buffers.Text;

namespace Rootline.Core.Secrets;

/// <summary>Hexadecimal and base64 text of secrets, as bytes in and bytes out: no string ever holds the content.</summary>
public static class SecretText
{
    /// <summary>Reads hexadecimal ASCII; white space around it is ignored.</summary>
    /// <param name="ascii">The text.</param>
    /// <returns>The secret, or null when the text is not hexadecimal of an even length.</returns>
    public static Secret? FromHex(ReadOnlySpan<byte> ascii)
    {
        ascii = Trim(ascii);
        if (ascii.IsEmpty || ascii.Length % 2 != 0)
            return null;
        var secret = new Secret(ascii.Length / 2);
        for (int i = 0; i < secret.Length; i++)
        {
            int high = Nibble(ascii[2 * i]);
            int low = Nibble(ascii[(2 * i) + 1]);
            if (high < 0 || low < 0)
            {
                secret.Dispose();
                return null;
            }

            secret.Span[i] = (byte)((high << 4) | low);
        }

        return secret;
    }

    /// <summary>Writes lower-case hexadecimal ASCII.</summary>
    /// <param name="secret">The bytes.</param>
    public static Secret ToHex(ReadOnlySpan<byte> secret)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        var text = new Secret(secret.Length * 2);
        for (int i = 0; i < secret.Length; i++)
        {
            text.Span[2 * i] = digits[secret[i] >> 4];
            text.Span[(2 * i) + 1] = digits[secret[i] & 15];
        }

        return text;
    }

    /// <summary>Reads base64; white space inside is ignored.</summary>
    /// <param name="ascii">The text.</param>
    /// <returns>The secret, or null when the text is not base64.</returns>
    public static Secret? FromBase64(ReadOnlySpan<byte> ascii)
    {
        using var buffer = new Secret(Base64.GetMaxDecodedFromUtf8Length(ascii.Length));
        return Base64.DecodeFromUtf8(ascii, buffer.Span, out int consumed, out int written) == OperationStatus.Done && consumed == ascii.Length
            ? Secret.CopyOf(buffer.Span[..written])
            : null;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n\0"u8);

    private static int Nibble(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
