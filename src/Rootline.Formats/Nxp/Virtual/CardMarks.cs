using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Formats.Nxp.Virtual;

/// <summary>A byte in the files of virtual cards: bit 0 keys from a seed, bit 1 response key rule "identity", the rest zero.</summary>
/// <param name="IsSeeded">Whether the keys come from a seed and protect nothing.</param>
/// <param name="Rule">Which key of a chip the card's applet takes for its responses.</param>
public readonly record struct CardMarks(bool IsSeeded, ResponseKeyRule Rule)
{
    private const int Seeded = 1;
    private const int Identity = 2;

    /// <summary>The byte.</summary>
    public byte Value => (byte)((IsSeeded ? Seeded : 0) | (Rule == ResponseKeyRule.Identity ? Identity : 0));

    /// <summary>Reads the byte.</summary>
    /// <param name="value">The byte.</param>
    public static Parsed<CardMarks> Parse(byte value) => value > (Seeded | Identity)
        ? VirtualFaults.Birth.Fault($"the marks {value:X2} of a virtual card are not defined")
        : new CardMarks((value & Seeded) != 0, (value & Identity) != 0 ? ResponseKeyRule.Identity : ResponseKeyRule.Attestation);
}
