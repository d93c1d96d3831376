using System.Text;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Files.Keys;

/// <summary>A block of a PEM file with the headers that old encrypted ones have; its owner disposes it.</summary>
internal sealed class PemBlock : IDisposable
{
    private PemBlock(string label, string headers, Secret der) => (Label, Headers, Der) = (label, headers, der);

    /// <summary>The label, for example <c>EC PRIVATE KEY</c>.</summary>
    public string Label { get; }

    /// <summary>The lines before the body; empty in most files.</summary>
    public string Headers { get; }

    /// <summary>The body, decoded.</summary>
    public Secret Der { get; }

    /// <summary>Whether the headers say that the body is encrypted.</summary>
    public bool IsEncrypted => Headers.Contains("ENCRYPTED", StringComparison.Ordinal);

    /// <summary>Finds the first block with one of the labels.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="labels">Labels, in order of preference.</param>
    /// <returns>The block, or null when there is none that can be decoded.</returns>
    public static PemBlock? Find(ReadOnlySpan<byte> file, params ReadOnlySpan<string> labels)
    {
        foreach (string label in labels)
        {
            int start = file.IndexOf(Encoding.ASCII.GetBytes($"-----BEGIN {label}-----"));
            if (start < 0)
                continue;
            var body = file[(start + label.Length + "-----BEGIN -----".Length)..];
            int end = body.IndexOf(Encoding.ASCII.GetBytes($"-----END {label}-----"));
            if (end >= 0 && Read(label, body[..end]) is { } block)
                return block;
        }

        return null;
    }

    /// <summary>Wipes the body.</summary>
    public void Dispose() => Der.Dispose();

    private static PemBlock? Read(string label, ReadOnlySpan<byte> body)
    {
        int blank = HeadersEnd(body);
        string headers = Encoding.ASCII.GetString(body[..blank]);
        return SecretText.FromBase64(body[blank..]) is { } der ? new(label, headers, der) : null;
    }

    // Headers end with an empty line; a body without headers has no colon.
    private static int HeadersEnd(ReadOnlySpan<byte> body)
    {
        int colon = body.LastIndexOf((byte)':');
        if (colon < 0)
            return 0;
        int line = body[colon..].IndexOf((byte)'\n');
        return line < 0 ? body.Length : colon + line + 1;
    }
}
