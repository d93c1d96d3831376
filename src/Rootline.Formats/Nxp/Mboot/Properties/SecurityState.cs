using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot.Properties;

/// <summary>The value of property 11. Older loaders say 0 and 1, newer ones two words that no single fault turns into another.</summary>
public static class SecurityState
{
    /// <summary>Open, as newer loaders say it.</summary>
    public const uint Open = 0x5AA55AA5;

    /// <summary>Locked, as newer loaders say it.</summary>
    public const uint Locked = 0xC33CC33C;

    private const uint OldOpen = 0;
    private const uint OldLocked = 1;

    /// <summary>Reads the state.</summary>
    /// <param name="word">The word of the property.</param>
    /// <returns>True when the target is locked, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<bool> IsLocked(uint word) => word switch
    {
        OldOpen or Open => false,
        OldLocked or Locked => true,
        _ => MbootFaults.PacketMalformed.Fault($"{word:x8} is no security state"),
    };
}
