namespace Rootline.Formats.Nxp.Pfr;

/// <summary>Debug rights as a word: bits in the low half, their inverse in the high half. Source: nxp-mboot section 7.</summary>
/// <param name="Word">The word; 0 for "not configured".</param>
public readonly record struct SocuWord(uint Word)
{
    /// <summary>Makes a word from rights.</summary>
    /// <param name="rights">The rights.</param>
    public static SocuWord Of(SocuRights rights) => new((ushort)rights | ((uint)(ushort)~(ushort)rights << 16));

    /// <summary>The rights.</summary>
    public SocuRights Rights => (SocuRights)(ushort)Word;

    /// <summary>True when both halves agree, or the word is not configured.</summary>
    public bool IsConsistent => Word == 0 || (ushort)Word == (ushort)~(Word >> 16);
}

/// <summary>Bits of a <see cref="SocuWord"/>.</summary>
[Flags]
public enum SocuRights : ushort
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Non-secure non-invasive debug.</summary>
    NonInvasive = 1 << 0,

    /// <summary>Non-secure debug.</summary>
    Debug = 1 << 1,

    /// <summary>Secure non-invasive debug.</summary>
    SecureNonInvasive = 1 << 2,

    /// <summary>Secure debug.</summary>
    SecureDebug = 1 << 3,

    /// <summary>TAP.</summary>
    Tap = 1 << 4,

    /// <summary>Debug of CPU 1.</summary>
    Cpu1Debug = 1 << 5,

    /// <summary>ISP commands.</summary>
    IspCommands = 1 << 6,

    /// <summary>Fault analysis command.</summary>
    FaultAnalysis = 1 << 7,

    /// <summary>Non-invasive debug of CPU 1.</summary>
    Cpu1NonInvasive = 1 << 8,

    /// <summary>Debug authentication checks the UUID.</summary>
    UuidCheck = 1 << 9,
}
