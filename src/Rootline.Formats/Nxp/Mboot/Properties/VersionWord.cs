using System.Globalization;

namespace Rootline.Formats.Nxp.Mboot.Properties;

/// <summary>The value of properties 01 and 18: a letter and three numbers, from the high byte down.</summary>
/// <param name="Letter">'K' for the loader, 'T' for the target; 0 where a loader gives none.</param>
/// <param name="Major">Major version.</param>
/// <param name="Minor">Minor version.</param>
/// <param name="Fix">Bug fix version.</param>
public readonly record struct VersionWord(byte Letter, byte Major, byte Minor, byte Fix)
{
    /// <summary>The word.</summary>
    public uint Value => ((uint)Letter << 24) | ((uint)Major << 16) | ((uint)Minor << 8) | Fix;

    /// <summary>Reads a word; each has a meaning.</summary>
    /// <param name="word">The word.</param>
    public static VersionWord Of(uint word) => new((byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word);

    /// <summary>For example <c>K3.0.0</c>; without the letter when it is none.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(char.IsAsciiLetter((char)Letter) ? ((char)Letter).ToString() : "")}{Major}.{Minor}.{Fix}");
}
