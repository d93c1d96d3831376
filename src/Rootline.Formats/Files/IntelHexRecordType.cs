namespace Rootline.Formats.Files;

/// <summary>Types of Intel HEX records.</summary>
public enum IntelHexRecordType : byte
{
    /// <summary>Data at an address.</summary>
    Data = 0,

    /// <summary>End of the file.</summary>
    End = 1,

    /// <summary>Bits 4 to 19 of the addresses that follow.</summary>
    SegmentBase = 2,

    /// <summary>Start address CS:IP: not used here.</summary>
    SegmentStart = 3,

    /// <summary>Upper 16 bits of the addresses that follow.</summary>
    LinearBase = 4,

    /// <summary>Start address EIP: not used here.</summary>
    LinearStart = 5,
}
