using Rootline.Core.Secrets;

namespace Rootline.Formats.Files;

/// <summary>PEM (RFC 7468) as bytes, so that a private key never becomes a string.</summary>
public static class PemText
{
    private const int LineLength = 64;

    /// <summary>Decodes the first block with one of the labels.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="labels">Labels such as <c>PRIVATE KEY</c>, in order of preference.</param>
    /// <returns>The DER bytes and their label, or null when there is no such block.</returns>
    public static (string Label, Secret Der)? Decode(ReadOnlySpan<byte> file, params ReadOnlySpan<string> labels)
    {
        foreach (string label in labels)
        {
            var begin = System.Text.Encoding.ASCII.GetBytes($"-----BEGIN {label}-----");
            var end = System.Text.Encoding.ASCII.GetBytes($"-----END {label}-----");
            int start = file.IndexOf(begin);
            if (start < 0)
                continue;
            var body = file[(start + begin.Length)..];
            int length = body.IndexOf(end);
            if (length >= 0 && SecretText.FromBase64(body[..length]) is { } der)
                return (label, der);
        }

        return null;
    }

    /// <summary>Encodes a block: 64 columns, LF, with a line end after the last line.</summary>
    /// <param name="label">The label.</param>
    /// <param name="der">The DER bytes.</param>
    public static Secret Encode(string label, ReadOnlySpan<byte> der)
    {
        using var body = new Secret(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(der.Length));
        System.Buffers.Text.Base64.EncodeToUtf8(der, body.Span, out _, out int length);
        var begin = System.Text.Encoding.ASCII.GetBytes($"-----BEGIN {label}-----\n");
        var end = System.Text.Encoding.ASCII.GetBytes($"-----END {label}-----\n");
        int lines = (length + LineLength - 1) / LineLength;
        var text = new Secret(begin.Length + length + lines + end.Length);
        var writer = new Core.Bytes.SpanWriter(text.Span);
        writer.Bytes(begin);
        for (int i = 0; i < length; i += LineLength)
        {
            writer.Bytes(body.Span[i..Math.Min(length, i + LineLength)]);
            writer.U8((byte)'\n');
        }

        writer.Bytes(end);
        return text;
    }
}
