using System.Globalization;
using System.Text;
using Rootline.Core.Faults;

namespace Rootline.Oem.Custody.References;

/// <summary>
/// What follows the scheme of a reference: a path, and after a question mark attributes <c>name=value</c> with ampersands
/// between them. <c>%</c> and two digits stand for a byte (RFC 3986 2.1).
/// </summary>
/// <param name="Path">The part before the question mark, still encoded.</param>
/// <param name="Query">The attributes in their order.</param>
internal sealed record UriText(string Path, UriAttribute[] Query)
{
    private const int MostAttributes = 64;

    /// <summary>Splits a text.</summary>
    internal static Parsed<UriText> Split(string text)
    {
        int question = text.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
            return new UriText(text, []);
        return Attributes(text[(question + 1)..], '&').Try(out var query, out var fault) ? new UriText(text[..question], query) : fault;
    }

    /// <summary>Reads attributes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="between">What stands between two of them.</param>
    internal static Parsed<UriAttribute[]> Attributes(string text, char between)
    {
        if (text.Length == 0)
            return Array.Empty<UriAttribute>();
        string[] parts = text.Split(between);
        if (parts.Length > MostAttributes)
            return ReferenceFaults.Reference.Fault($"{parts.Length} attributes, at most {MostAttributes} are taken");
        var attributes = new UriAttribute[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            int equals = parts[i].IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                return ReferenceFaults.Reference.Fault("an attribute has no name, or no = after it");
            if (Decode(parts[i][(equals + 1)..]) is not { } value)
                return ReferenceFaults.Reference.Fault($"the value of {parts[i][..equals]} has a % without two hexadecimal digits");
            attributes[i] = new(parts[i][..equals], value);
        }

        return attributes;
    }

    /// <summary>Decodes percent signs to bytes, or null.</summary>
    internal static byte[]? Decode(string text)
    {
        byte[] encoded = Encoding.UTF8.GetBytes(text);
        var decoded = new List<byte>(encoded.Length);
        for (int i = 0; i < encoded.Length; i++)
        {
            byte value = encoded[i];
            if (value == '%')
            {
                if (i + 2 >= encoded.Length || !byte.TryParse(encoded.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
                    return null;
                i += 2;
            }

            decoded.Add(value);
        }

        return [.. decoded];
    }
}

/// <summary>An attribute of a reference.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, decoded.</param>
internal sealed record UriAttribute(string Name, byte[] Value)
{
    /// <summary>The value as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Value);
}
