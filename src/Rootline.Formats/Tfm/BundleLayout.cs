namespace Rootline.Formats.Tfm;

/// <summary>Sizes of a provisioning bundle, which each board decides. Source: tfm-provisioning section 8.1.</summary>
/// <param name="CodeLength">Bytes of the code that the chip runs: 0x2000 on mps3 an524, 0x2400 on an547.</param>
/// <param name="ValuesLength">Bytes of the values with their filling: 0x400 on both.</param>
/// <param name="DataLength">Bytes of the code's own data: 0x400 on both.</param>
/// <param name="Bl2">Layout of the values for BL2.</param>
/// <param name="PsaRot">Layout of the values of the PSA root of trust.</param>
public sealed record BundleLayout(int CodeLength, int ValuesLength, int DataLength, Bl2DataLayout Bl2, PsaRotLayout PsaRot)
{
    /// <summary>Bytes of the tag, zero today.</summary>
    public const int TagLength = 16;

    /// <summary>The most bytes of a part: more is a mistake, and would be held in memory.</summary>
    public const int MaxPart = 1 << 20;

    /// <summary>The bundle of arm/mps3/an524 with raw keys of P-256, as measured on 2.2.2.</summary>
    public static BundleLayout An524 { get; } = new(0x2000, 0x400, 0x400, new(68), new(false, 32, 32));

    /// <summary>Where the values begin.</summary>
    public int ValuesAt => 4 + CodeLength;

    /// <summary>Length of the bundle in bytes.</summary>
    public int Length => 4 + CodeLength + ValuesLength + DataLength + TagLength + 4;

    /// <summary>Whether the values fit into their part, and no part is larger than <see cref="MaxPart"/>.</summary>
    public bool IsSound => CodeLength is >= 0 and <= MaxPart && ValuesLength is >= 0 and <= MaxPart && DataLength is >= 0 and <= MaxPart && UsedLength <= ValuesLength;

    /// <summary>Bytes of the values without their filling.</summary>
    internal int UsedLength => Bl2.ValuesLength + AssemblyAndTestData.HukLength + PsaRot.ValuesLength;
}
