using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>What a log is judged by.</summary>
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
}
