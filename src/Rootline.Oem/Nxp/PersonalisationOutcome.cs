namespace Rootline.Oem.Nxp;

/// <summary>What loading a card found and did.</summary>
/// <param name="Card">The card's serial number.</param>
/// <param name="WasHalfLoaded">Whether an earlier load was cut; the card was loaded anew from zero.</param>
/// <param name="DiscardedUnits">Units that the card had counted and forgot; 0 but for the option that allows it.</param>
/// <param name="Plan">SHA-256 of what was loaded, 32 bytes.</param>
public sealed record PersonalisationOutcome(ulong Card, bool WasHalfLoaded, uint DiscardedUnits, ReadOnlyMemory<byte> Plan);
