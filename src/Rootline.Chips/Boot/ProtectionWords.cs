namespace Rootline.Chips.Boot;

/// <summary>
/// The static protections of a chip as words far apart in every bit pair, so that a torn or flipped word is neither: a protection
/// stands when its word is <see cref="Closed"/>, and does not with every other value.
/// </summary>
/// <param name="BootCode">Whether the boot code is protected against writing.</param>
/// <param name="Debug">Whether debug is closed.</param>
public readonly record struct ProtectionWords(ulong BootCode, ulong Debug)
{
    /// <summary>The value of a protection that stands.</summary>
    public const ulong Closed = 0xA5C3_965A_3C69_E187;
}

/// <summary>Where a chip keeps its static protections.</summary>
public interface IProtections
{
    /// <summary>Reads them from where they are kept; nothing is remembered.</summary>
    ProtectionWords Read();
}
