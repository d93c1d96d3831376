namespace Rootline.Line.Nordic.Recovery;

/// <summary>One cell of the recovery table.</summary>
/// <param name="Journal">What the journal knows of the part.</param>
/// <param name="Finding">What the part is found to be.</param>
/// <param name="Action">What the station does.</param>
/// <param name="Verdict">What it means: lower case, no full stop.</param>
public sealed record NordicRow(NordicJournal Journal, NordicFinding Finding, NordicAction Action, string Verdict);

/// <summary>What the journal knows of a part.</summary>
public enum NordicJournal
{
    /// <summary>Nothing, or a run that was given up.</summary>
    None,

    /// <summary>A run in which the provisioning image may have run.</summary>
    Begun,

    /// <summary>A run whose provisioning image wrote an identity key that everybody knows.</summary>
    Spoiled,

    /// <summary>A run in which the keys were seen, and the part may be closed.</summary>
    Delivered,

    /// <summary>A run that is done.</summary>
    Done,
}
