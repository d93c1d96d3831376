using System.Globalization;
using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Store;

/// <summary>The file of challenges that were given out: docs/formats/nonces.md.</summary>
public static class IssuedNonces
{
    /// <summary>The longest file in bytes: some hundred thousand challenges.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const string Type = "rootline-nonces";
    private const int Schema = 1;

    /// <summary>The bytes of a file.</summary>
    /// <param name="nonces">The challenges, in any order; none twice.</param>
    public static byte[] Encode(IEnumerable<IssuedNonce> nonces) =>
        LineFile.Encode(Type, Schema, nonces.OrderBy(n => Hex(n), StringComparer.Ordinal).Select<IssuedNonce, Action<Utf8JsonWriter>>(n => json => Write(json, n)));

    /// <summary>Reads a file; anything but the canonical bytes is refused.</summary>
    /// <param name="file">The file's bytes.</param>
    public static Parsed<List<IssuedNonce>> Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxLength)
            return StoreFaults.Form.Fault($"{file.Length} bytes, at most {MaxLength} are read");
        if (!LineFile.Read(file, Type, Schema, (entry, _) => Read(entry)).Try(out var nonces, out var fault))
            return fault;
        for (int i = 1; i < nonces.Count; i++)
        {
            if (string.CompareOrdinal(Hex(nonces[i - 1]), Hex(nonces[i])) >= 0)
                return StoreFaults.Form.Fault($"line {i + 2}: nonces do not rise");
        }

        return LineFile.IsCanonical(Encode(nonces), file) ? nonces : StoreFaults.Form.Fault("the file is not in its canonical form");
    }

    private static void Write(Utf8JsonWriter json, IssuedNonce nonce)
    {
        json.WriteString("nonce", Hex(nonce));
        json.WriteString("expires", nonce.Expires.UtcDateTime.ToString(KnownDevices.TimeFormat, CultureInfo.InvariantCulture));
    }

    private static IssuedNonce Read(JsonElement entry)
    {
        byte[] nonce = Convert.FromHexString(LineFile.Text(entry, "nonce"));
        var expires = DateTimeOffset.ParseExact(LineFile.Text(entry, "expires"), KnownDevices.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return NonceRule.IsLength(nonce.Length) ? new(nonce, expires) : throw new FormatException("nonce");
    }

    private static string Hex(IssuedNonce nonce) => Convert.ToHexStringLower(nonce.Nonce.Span);
}
