using Rootline.Core.Faults;

namespace Rootline.Oem.Custody.References;

/// <summary>
/// A key in a PKCS #11 token, by its URI (RFC 7512): <c>pkcs11:token=LABEL;object=NAME;id=%01?module-path=FILE&amp;pin-source=FILE</c>.
/// </summary>
/// <param name="ModulePath">The module's library.</param>
/// <param name="PinSource">Where the PIN lies; null: it is asked for on the terminal.</param>
public sealed record TokenReference(string ModulePath, SecretSource? PinSource) : KeyReference
{
    /// <summary>The token's label, or null.</summary>
    public string? Token { get; init; }

    /// <summary>The token's serial number, or null.</summary>
    public string? Serial { get; init; }

    /// <summary>The token's model, or null.</summary>
    public string? Model { get; init; }

    /// <summary>The token's maker, or null.</summary>
    public string? Manufacturer { get; init; }

    /// <summary>The key's label (CKA_LABEL), or null.</summary>
    public string? KeyName { get; init; }

    /// <summary>The key's id (CKA_ID), or null.</summary>
    public byte[]? Id { get; init; }

    /// <inheritdoc/>
    public override string Place => $"token {Token ?? Serial ?? "of any label"}, key {KeyName ?? (Id is null ? "of any name" : $"id {Convert.ToHexStringLower(Id)}")}";

    internal static Parsed<KeyReference> Read(string text)
    {
        if (!UriText.Split(text).Try(out var uri, out var fault)
            || !ReadQuery(uri).Try(out var reference, out fault)
            || !UriText.Attributes(uri.Path, ';').Try(out var path, out fault))
            return fault;
        var names = new HashSet<string>();
        foreach (var attribute in path)
        {
            if (!names.Add(attribute.Name))
                return ReferenceFaults.Reference.Fault($"pkcs11: has {attribute.Name} twice");
            if (reference.With(attribute) is not { } next)
                return ReferenceFaults.Reference.Fault($"pkcs11: does not know {attribute.Name} as it stands; it takes token, serial, model, manufacturer, object, id and type=private");
            reference = next;
        }

        return reference.KeyName is null && reference.Id is null
            ? ReferenceFaults.Reference.Fault("pkcs11: names no key: give object=NAME or id=%01")
            : reference;
    }

    private static Parsed<TokenReference> ReadQuery(UriText uri)
    {
        string? module = null;
        SecretSource? pin = null;
        foreach (var attribute in uri.Query)
        {
            if (attribute.Name == "pin-value")
                return ReferenceFaults.SecretInside.Fault("pkcs11: has pin-value");
            if (attribute.Name == "pin-source" && pin is null)
            {
                if (!SecretSource.Parse(attribute.Text).Try(out pin, out var fault))
                    return fault;
            }
            else if (attribute.Name == "module-path" && module is null && attribute.Value.Length > 0)
            {
                module = attribute.Text;
            }
            else
            {
                return ReferenceFaults.Reference.Fault($"pkcs11: takes module-path and pin-source once each, not {attribute.Name} as it stands");
            }
        }

        return module is null
            ? ReferenceFaults.Reference.Fault("pkcs11: is without module-path=FILE, the library of the token's maker")
            : new TokenReference(module, pin);
    }

    private TokenReference? With(UriAttribute attribute) => attribute.Name switch
    {
        "token" => this with { Token = attribute.Text },
        "serial" => this with { Serial = attribute.Text },
        "model" => this with { Model = attribute.Text },
        "manufacturer" => this with { Manufacturer = attribute.Text },
        "object" => this with { KeyName = attribute.Text },
        "id" when attribute.Value.Length > 0 => this with { Id = attribute.Value },
        "type" when attribute.Text == "private" => this,
        _ => null,
    };
}
