using Rootline.Core.Faults;

namespace Rootline.Cards.Tp;

/// <summary>Faults of a virtual card's file and of the keys folder beside it.</summary>
public static class CardFileFaults
{
    /// <summary>Not a card file, or altered.</summary>
    public static readonly FaultCode Damaged = new(
        "card-file-damaged", Party.File, "a card file is damaged or was altered", "restore nothing: an older copy is refused; personalise a new card and keep this file for the record");

    /// <summary>The file is older than the counter beside its key.</summary>
    public static readonly FaultCode Old = new(
        "card-file-old", Party.File, "a card file is older than the last state of its card: units would be counted twice", "use the newest file of this card; a copy from before cannot be used again");

    /// <summary>The key of the file is not in the keys folder.</summary>
    public static readonly FaultCode KeyMissing = new(
        "card-key-missing", Party.File, "the keys folder does not hold the key of a card file", "name the keys folder that the card was made with");

    /// <summary>The key or the counter beside it cannot be used.</summary>
    public static readonly FaultCode KeyDamaged = new(
        "card-key-damaged", Party.File, "the key of a card file or the counter beside it is damaged or missing", "restore the keys folder; without it the card cannot be used");

    /// <summary>Another process has the card.</summary>
    public static readonly FaultCode InUse = new(
        "card-in-use", Party.Station, "another program has the card file open", "end the other program, then try again");

    /// <summary>A card is to be made where one is.</summary>
    public static readonly FaultCode Exists = new(
        "card-exists", Party.Operator, "a card file or a key of this serial number exists already", "name another file or keys folder; delete the old key only when no card file belongs to it any more");
}
