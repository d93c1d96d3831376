namespace Rootline.Proof.Devices;

/// <summary>What is to be said of a station's device records.</summary>
public sealed record RecordVerdict
{
    /// <summary>How many findings are kept; more are counted.</summary>
    public const int MostFindings = 100;

    /// <summary>How many records there are.</summary>
    public required long Records { get; init; }

    /// <summary>How many are signed by one of the keys.</summary>
    public required long WithSignature { get; init; }

    /// <summary>How many no station signed, of schemes without a card.</summary>
    public required long WithoutSignature { get; init; }

    /// <summary>How many are of a scheme with a card and not signed by a station: the log of the card proves them.</summary>
    public required long OfCard { get; init; }

    /// <summary>The id of the last record, or null where there is none.</summary>
    public required string? Last { get; init; }

    /// <summary>The first findings that reject, at most <see cref="MostFindings"/>.</summary>
    public required IReadOnlyList<RecordFinding> Findings { get; init; }

    /// <summary>How many findings there are.</summary>
    public required long Faults { get; init; }

    /// <summary>Whether the records are accepted.</summary>
    public bool Ok => Faults == 0;
}
