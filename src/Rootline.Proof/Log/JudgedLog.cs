namespace Rootline.Proof.Log;

/// <summary>A log that was judged: what a reader of the verdict needs to find it again.</summary>
/// <param name="Name">Its name, for example its path.</param>
/// <param name="CardId">The card's id, or null when nobody says.</param>
/// <param name="Records">How many rows it has.</param>
/// <param name="First">Its first record's counter, or null when there is none that can be read.</param>
/// <param name="Last">Its last record's counter, or null when there is none that can be read.</param>
/// <param name="EndHash">The hash of its last record, 32 bytes; empty without records. The card's next record begins with it.</param>
public sealed record JudgedLog(string Name, string? CardId, long Records, uint? First, uint? Last, byte[] EndHash);
