using Rootline.Core.Media;

namespace Rootline.Chips.Boot;

/// <summary>A chip that boots securely: its flash and what lies where in it.</summary>
public sealed record BootProfile
{
    /// <summary>The profile's name: lower case, at most 16 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, one line.</summary>
    public required string What { get; init; }

    /// <summary>The flash.</summary>
    public required FlashGeometry Flash { get; init; }

    /// <summary>Bytes of fuses that stand for one-time memory; 0 where that lies in flash.</summary>
    public int FuseLength { get; init; }

    /// <summary>Bytes that a store needs: the flash, then the fuses.</summary>
    public long StoreLength => Flash.StoreLength + FuseLength;

    /// <summary>Bytes of a bank of the flash; its whole size where there is one bank.</summary>
    public required int Bank { get; init; }

    /// <summary>What lies where.</summary>
    public required FlashLayout Layout { get; init; }

    /// <summary>Bytes of a field of a slot's trailer: 8, or the program unit where that is 16.</summary>
    public required int MaxAlign { get; init; }

    /// <summary>Where the layout comes from: "known" from public sources, or "virtual": this product's.</summary>
    public required string Source { get; init; }
}
