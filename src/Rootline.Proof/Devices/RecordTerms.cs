using Rootline.Formats.Files.Keys;

namespace Rootline.Proof.Devices;

/// <summary>What device records are judged by.</summary>
public sealed record RecordTerms
{
    /// <summary>The keys of the stations.</summary>
    public required IReadOnlyList<PublicKeyInfo> Keys { get; init; }

    /// <summary>Whether records that no station signed are accepted.</summary>
    public bool AcceptUnsigned { get; init; }

    /// <summary>The id that the last record must have, 64 lower-case hexadecimal digits; null where that is not known.</summary>
    public string? Last { get; init; }
}
