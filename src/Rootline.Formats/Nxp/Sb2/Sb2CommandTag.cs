namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Tags of the commands in a boot section.</summary>
public enum Sb2CommandTag : byte
{
    /// <summary>Nothing.</summary>
    Nop = 0x0,

    /// <summary>The header of a section.</summary>
    Tag = 0x1,

    /// <summary>Loads data.</summary>
    Load = 0x2,

    /// <summary>Fills memory.</summary>
    Fill = 0x3,

    /// <summary>Jumps to code; does not come back.</summary>
    Jump = 0x4,

    /// <summary>Calls code.</summary>
    Call = 0x5,

    /// <summary>Erases memory.</summary>
    Erase = 0x7,

    /// <summary>Resets the chip.</summary>
    Reset = 0x8,

    /// <summary>Sets up an external memory.</summary>
    MemoryEnable = 0x9,

    /// <summary>Programs a one-time word.</summary>
    Program = 0xA,

    /// <summary>Checks the firmware version.</summary>
    VersionCheck = 0xB,

    /// <summary>Stores the key store in non-volatile memory.</summary>
    KeyStoreSave = 0xC,

    /// <summary>Reads the key store from non-volatile memory.</summary>
    KeyStoreRestore = 0xD,
}
