namespace Rootline.Proof.Log.Reports;

/// <summary>
/// What an auditor is handed: who judged what and when, what is wrong, what was not checked, what the cards proved and what the
/// station says. The same report gives the same bytes.
/// </summary>
public sealed record LogReport
{
    /// <summary>The schema version written today.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The program and its version.</summary>
    public required string Product { get; init; }

    /// <summary>When the logs were judged.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who had them judged; may be empty.</summary>
    public required string By { get; init; }

    /// <summary>What they were judged by.</summary>
    public required IReadOnlyList<ReportInput> Inputs { get; init; }

    /// <summary>The verdict.</summary>
    public required LogVerdict Verdict { get; init; }

    /// <summary>What was handed in about each card.</summary>
    public required IReadOnlyList<CardEvidence> Cards { get; init; }
}

/// <summary>Something that the logs were judged by.</summary>
/// <param name="Role">What it stands for, for example <c>log key</c>.</param>
/// <param name="Name">Its name, for example its file.</param>
/// <param name="Sha256">Its fingerprint in lower-case hexadecimal: of a key that of its SubjectPublicKeyInfo, of a waiver that of its file.</param>
public sealed record ReportInput(string Role, string Name, string Sha256);
