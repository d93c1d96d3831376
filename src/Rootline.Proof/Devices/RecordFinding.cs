namespace Rootline.Proof.Devices;

/// <summary>What is wrong with one device record.</summary>
/// <param name="Number">Its place, from 1; for <see cref="RecordRule.Tail"/> how many there are.</param>
/// <param name="Id">Its id; empty where there is none.</param>
/// <param name="Chip">Its device; empty where there is none.</param>
/// <param name="Rule">What is wrong.</param>
public sealed record RecordFinding(long Number, string Id, string Chip, RecordRule Rule);
