using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.TestSupport.Factory;

/// <summary>What a factory makes.</summary>
/// <param name="Name">A name of the chips' family.</param>
public sealed record FactoryProduct(string Name)
{
    /// <summary>The family.</summary>
    public Family Family => Families.Find(Name).OrThrow();

    /// <summary>Where the vendor's keys come from: each family has a vendor of its own.</summary>
    public ulong Seed => 1 + (ulong)Families.All.TakeWhile(f => f != Family).Count();

    /// <summary>Which of its keys a chip signs responses with.</summary>
    public ResponseKeyRule Rule { get; init; }

    /// <summary>The ids of the OEM keys; null for 0, 1 and so on.</summary>
    public byte[]? KeyIds { get; init; }
}
