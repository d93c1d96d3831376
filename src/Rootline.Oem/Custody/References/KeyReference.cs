using Rootline.Core.Faults;

namespace Rootline.Oem.Custody.References;

/// <summary>
/// Where a key lies, as a person writes it: a file's path, or a URI of one of the schemes <c>file:</c>, <c>program:</c> and
/// <c>pkcs11:</c> (docs/keys.md). It never holds a secret: passwords and PINs are named by where they lie.
/// </summary>
public abstract record KeyReference
{
    /// <summary>Longest text, in characters: long enough for every path and argument, too short to be a pasted key.</summary>
    public const int MaxLength = 4096;

    /// <summary>What a message calls the key.</summary>
    public abstract string Place { get; }

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The text. What begins with none of the schemes is a path, whatever is in it.</param>
    public static Parsed<KeyReference> Parse(string text)
    {
        if (text.Length is 0 or > MaxLength)
            return ReferenceFaults.Reference.Fault($"a key reference has 1 to {MaxLength} characters, not {text.Length}");
        if (text.Contains('\n', StringComparison.Ordinal) || text.Contains("-----BEGIN", StringComparison.Ordinal))
            return ReferenceFaults.Reference.Fault("this is no reference but the content of a key file", "name the file that holds the key");
        if (text.Contains('\0', StringComparison.Ordinal))
            return ReferenceFaults.Reference.Fault("a key reference holds a character that no path has");
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return (colon < 0 ? "" : text[..colon]) switch
        {
            "file" => FileReference.Read(text[(colon + 1)..]),
            "program" => ProgramReference.Read(text[(colon + 1)..]),
            "pkcs11" => TokenReference.Read(text[(colon + 1)..]),
            _ => new FileReference(text, null),
        };
    }
}
