using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm;

/// <summary>
/// How a build of TF-M lays <see cref="PsaRotData"/> out; the size of the symbol in its ELF file tells which. Source:
/// tfm-provisioning section 4.2.
/// </summary>
/// <param name="HasIakId">Whether the name of the attestation key is there (32 bytes).</param>
/// <param name="ReferenceLength">Bytes of the certification reference: 32, or 18 in 1.5, which calls it hardware version.</param>
/// <param name="ProfileLength">Bytes of the profile: 32 or 48.</param>
public sealed record PsaRotLayout(bool HasIakId, int ReferenceLength, int ProfileLength)
{
    /// <summary>The layouts that there are: 286, 300, 268, 316 and 284 bytes.</summary>
    public static IReadOnlyList<PsaRotLayout> All { get; } = [new(true, 18, 32), new(true, 32, 32), new(false, 32, 32), new(true, 32, 48), new(false, 32, 48)];

    /// <summary>Length of the struct in bytes.</summary>
    public int Length => 4 + ValuesLength;

    /// <summary>Length without the magic, as a bundle of 2.0 and later holds it.</summary>
    public int ValuesLength => 32 + 4 + 4 + (HasIakId ? 32 : 0) + 32 + 32 + ReferenceLength + 32 + ProfileLength + 64;

    /// <summary>The layout of a symbol's size.</summary>
    /// <param name="length">The size in bytes.</param>
    /// <returns>The layout, or <see cref="ProvisioningFaults.Size"/>.</returns>
    public static Parsed<PsaRotLayout> OfLength(int length) => All.FirstOrDefault(l => l.Length == length) is { } layout
        ? layout
        : ProvisioningFaults.Size.Fault($"{PsaRotData.Symbol} has {length} bytes; known are {string.Join(", ", All.Select(l => l.Length).Order())}");
}
