using System.Text;
using Rootline.Core.Faults;

namespace Rootline.Oem.Custody.References;

/// <summary>A key in a file: <c>PATH</c>, or <c>file:PATH?password-source=SOURCE</c>.</summary>
/// <param name="Path">The path, as written.</param>
/// <param name="Password">Where the password lies; null: it is asked for on the terminal where one is wanted.</param>
public sealed record FileReference(string Path, SecretSource? Password) : KeyReference
{
    /// <inheritdoc/>
    public override string Place => Path;

    internal static Parsed<KeyReference> Read(string text)
    {
        if (!UriText.Split(text).Try(out var uri, out var fault))
            return fault;
        if (UriText.Decode(uri.Path) is not { Length: > 0 } path)
            return ReferenceFaults.Reference.Fault("file: names no file");
        SecretSource? password = null;
        foreach (var attribute in uri.Query)
        {
            if (attribute.Name is "password" or "password-value")
                return ReferenceFaults.SecretInside.Fault($"file: has {attribute.Name}", "change that password, and name a file with password-source=FILE, or an environment variable with password-source=env:NAME");
            if (attribute.Name != "password-source" || password is not null)
                return ReferenceFaults.Reference.Fault($"file: takes password-source once, not {attribute.Name}");
            if (!SecretSource.Parse(attribute.Text).Try(out password, out fault))
                return fault;
        }

        return new FileReference(Encoding.UTF8.GetString(path), password);
    }
}
