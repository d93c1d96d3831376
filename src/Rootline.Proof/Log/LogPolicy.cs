using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>What logs are judged by. What is null is not checked, and the verdict says so.</summary>
public sealed record LogPolicy
{
    /// <summary>The public half of the OEM's log key.</summary>
    public required P256PublicKey Key { get; init; }

    /// <summary>Where the log begins, or null for the card's first record in row 1.</summary>
    public LogBeginning? BeginsAt { get; init; }

    /// <summary>The card's counter, which the last record must carry; null when it is not known: then the end stays unproved.</summary>
    public uint? ExpectCounter { get; init; }

    /// <summary>The card's quota, which no counter may exceed; null when it is not known.</summary>
    public uint? Quota { get; init; }

    /// <summary>Whose DIE certificates the chips must have; null: they are not verified.</summary>
    public VendorChain? Vendor { get; init; }

    /// <summary>The public half of the OEM ID key, by which the OEM certificates must be signed; null: they are not verified.</summary>
    public P256PublicKey? OemKey { get; init; }

    /// <summary>Units ordered over all the cards; null when nobody asks.</summary>
    public long? Ordered { get; init; }

    /// <summary>Waivers, each of which must explain a gap.</summary>
    public IReadOnlyList<GivenWaiver> Waivers { get; init; } = [];

    /// <summary>How many workers verify; the verdict does not depend on it.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Rows handed to a worker at once; the verdict does not depend on it.</summary>
    public int BatchRows { get; init; } = RowBatch.UsualRows;

    /// <summary>
    /// Whether a chip in two records is a fault. Without the vendor's chain a chip's name proves nothing, and the original's
    /// own sample logs repeat one: then it is a warning, unless units are counted against an order.
    /// </summary>
    internal bool ChipsOnce => Vendor is not null || Ordered is not null;
}
