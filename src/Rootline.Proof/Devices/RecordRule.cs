namespace Rootline.Proof.Devices;

/// <summary>Why a device record is not accepted.</summary>
public enum RecordRule
{
    /// <summary>No station signed it, and its scheme has no card that would.</summary>
    NotSigned,

    /// <summary>It is signed, and not by any of the keys; or it was changed after it was signed.</summary>
    Signature,

    /// <summary>It does not name the record before it as the previous one: a record is missing, was added or stands elsewhere.</summary>
    Chain,

    /// <summary>The last record is not the one that it should be: records are missing at the end.</summary>
    Tail,
}
