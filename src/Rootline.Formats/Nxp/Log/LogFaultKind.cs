namespace Rootline.Formats.Nxp.Log;

/// <summary>What is wrong in a log; the names in lower case are a promise to scripts.</summary>
public enum LogFaultKind
{
    /// <summary>The signature is not the card's over this record.</summary>
    Signature,

    /// <summary>The start hash is not the hash of the row before.</summary>
    Chain,

    /// <summary>The counter repeats, goes back, or is beyond the quota.</summary>
    Counter,

    /// <summary>A certificate column does not hold a certificate.</summary>
    Content,

    /// <summary>A column has the wrong type or size, or is missing.</summary>
    Column,

    /// <summary>The row ids are not 1..n.</summary>
    Id,

    /// <summary>The first record is not the first, or there is none.</summary>
    First,

    /// <summary>The end of the log is not the end of the card's count.</summary>
    Tail,

    /// <summary>Records of the card are missing between two rows.</summary>
    Lost,

    /// <summary>A DIE certificate is not NXP_PROD's, or NXP_PROD's is not NXP_GLOB's.</summary>
    Die,

    /// <summary>An OEM certificate is not the OEM's.</summary>
    Oem,

    /// <summary>A chip stands in more than one record.</summary>
    Duplicate,

    /// <summary>Good units and units lost with a reason are not what was ordered.</summary>
    Order,

    /// <summary>A waiver is not the OEM's, speaks of another card, or explains nothing here.</summary>
    Waiver,
}
