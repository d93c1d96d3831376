namespace Rootline.Links.Pkcs11;

/// <summary>Which token, and which key in it; null stands for any.</summary>
public sealed record TokenQuery
{
    /// <summary>The token's label.</summary>
    public string? Label { get; init; }

    /// <summary>The token's serial number.</summary>
    public string? Serial { get; init; }

    /// <summary>The token's model.</summary>
    public string? Model { get; init; }

    /// <summary>The token's maker.</summary>
    public string? Manufacturer { get; init; }

    /// <summary>The key's CKA_LABEL.</summary>
    public string? KeyLabel { get; init; }

    /// <summary>The key's CKA_ID.</summary>
    public byte[]? KeyId { get; init; }

    /// <summary>Whether a token fits.</summary>
    /// <param name="token">The token.</param>
    public bool Fits(TokenInfo token) => (Label ?? token.Label) == token.Label && (Serial ?? token.Serial) == token.Serial
        && (Model ?? token.Model) == token.Model && (Manufacturer ?? token.Manufacturer) == token.Manufacturer;
}
