using System.Globalization;

namespace Rootline.Formats.Nordic.Lifecycle;

/// <summary>
/// The lifecycle words, u16 or u32 each; where they lie is the layout's matter. All ones = not entered, zero = entered,
/// anything else cannot be read as a state. Source: tfm-provisioning section 12.3.
/// </summary>
/// <param name="Provisioning">Provisioning was entered.</param>
/// <param name="Secure">Secured was entered.</param>
/// <param name="Reserved">Not used.</param>
/// <param name="Decommissioned">Decommissioned was entered.</param>
public readonly record struct LifecycleWords(uint Provisioning, uint Secure, uint Reserved, uint Decommissioned)
{
    /// <summary>A state that was entered.</summary>
    public const uint Entered = 0;

    /// <summary>The words of two bytes of an erased part.</summary>
    public static readonly LifecycleWords Erased = ErasedOf(sizeof(ushort));

    /// <summary>Bytes of a word: 2 or 4.</summary>
    public int WordLength { get; init; } = sizeof(ushort);

    /// <summary>A state that was not entered.</summary>
    public uint NotEntered => WordLength == sizeof(ushort) ? ushort.MaxValue : uint.MaxValue;

    /// <summary>The state, or null where the words are of no state.</summary>
    public NordicLifecycle? State => (Has(Provisioning), Has(Secure), Has(Decommissioned)) switch
    {
        (false, false, false) => NordicLifecycle.Assembly,
        (true, false, false) => NordicLifecycle.Provisioning,
        (true, true, false) => NordicLifecycle.Secured,
        (true, true, true) => NordicLifecycle.Decommissioned,
        _ => null,
    };

    /// <summary>The words of an erased part.</summary>
    /// <param name="wordLength">Bytes of a word: 2 or 4.</param>
    public static LifecycleWords ErasedOf(int wordLength)
    {
        uint word = wordLength == sizeof(ushort) ? ushort.MaxValue : uint.MaxValue;
        return new(word, word, word, word) { WordLength = wordLength };
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string format = $"x{2 * WordLength}";
        return string.Join(' ', new[] { Provisioning, Secure, Reserved, Decommissioned }.Select(w => w.ToString(format, CultureInfo.InvariantCulture)));
    }

    private bool? Has(uint word) => word == Entered ? true : word == NotEntered ? false : null;
}
