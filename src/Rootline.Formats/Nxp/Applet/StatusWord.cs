namespace Rootline.Formats.Nxp.Applet;

/// <summary>Status words of the TP applet. Source: nxp-trust-provisioning 4.2.</summary>
public static class StatusWord
{
    /// <summary>Success.</summary>
    public const ushort Success = 0x9000;

    /// <summary>A public key cannot be verified.</summary>
    public const ushort KeyNotVerified = 0x6300;

    /// <summary>Security condition not satisfied.</summary>
    public const ushort Security = 0x6982;

    /// <summary>File invalid data (key, counter).</summary>
    public const ushort FileInvalid = 0x6983;

    /// <summary>Conditions of use not satisfied (ISO/IEC 7816-4): no challenge is open.</summary>
    public const ushort Conditions = 0x6985;

    /// <summary>Not allowed (no current EF).</summary>
    public const ushort NotAllowed = 0x6986;

    /// <summary>Applet select failed.</summary>
    public const ushort SelectFailed = 0x6999;

    /// <summary>Wrong data.</summary>
    public const ushort WrongData = 0x6A80;

    /// <summary>File not found.</summary>
    public const ushort FileNotFound = 0x6A82;

    /// <summary>Not enough memory space in the file (ISO/IEC 7816-4).</summary>
    public const ushort MemoryFull = 0x6A84;

    /// <summary>Wrong parameters P1 P2 (ISO/IEC 7816-4).</summary>
    public const ushort WrongParameters = 0x6A86;

    /// <summary>Wrong length (ISO/IEC 7816-4).</summary>
    public const ushort WrongLength = 0x6700;

    /// <summary>Instruction not supported (ISO/IEC 7816-4).</summary>
    public const ushort InstructionUnknown = 0x6D00;

    /// <summary>Class not supported (ISO/IEC 7816-4).</summary>
    public const ushort ClassUnknown = 0x6E00;

    /// <summary>Key or file not found.</summary>
    public const ushort KeyNotFound = 0x9008;

    /// <summary>Command not supported.</summary>
    public const ushort CommandUnknown = 0x911C;

    /// <summary>Maximum provisioning counter reached: the quota is used up.</summary>
    public const ushort QuotaReached = 0x5501;

    /// <summary>Provisioning counter not initialised: the card is not configured.</summary>
    public const ushort NotConfigured = 0x5502;

    /// <summary>Generic failure.</summary>
    public const ushort Generic = 0x6F00;

    /// <summary>The meaning of a status word: exact match first, then its first byte.</summary>
    /// <param name="sw">The status word.</param>
    public static string Meaning(ushort sw) => sw switch
    {
        Success => "Success",
        KeyNotVerified => "Public key can't be verified",
        Security => "Security condition not satisfied",
        FileInvalid => "File invalid data (key, counter)",
        Conditions => "Conditions of use not satisfied",
        NotAllowed => "Command not allowed (no current EF)",
        SelectFailed => "Applet select failed",
        WrongData => "Wrong data",
        FileNotFound => "File not found",
        MemoryFull => "Not enough memory",
        WrongParameters => "Wrong parameters",
        WrongLength => "Wrong length",
        InstructionUnknown => "Instruction not supported",
        ClassUnknown => "Class not supported",
        KeyNotFound => "Key or file not found",
        CommandUnknown => "Command not supported",
        QuotaReached => "Max provisioning counter reached",
        NotConfigured => "Provisioning counter not initialised",
        Generic => "Generic error",
        _ => Group(sw),
    };

    private static string Group(ushort sw) => (sw & 0xFF00) switch
    {
        0x5100 => "Arithmetic error",
        0x5200 => "APDU error",
        0x5300 => "Cryptographic error",
        0x5400 => "System error",
        _ => "Unknown",
    };
}
