namespace Rootline.Formats.Nxp.Log;

/// <summary>What a log holds, in a few numbers.</summary>
/// <param name="Records">How many records, from 1.</param>
/// <param name="First">The first counter.</param>
/// <param name="Last">The last counter.</param>
/// <param name="End">The hash of the last record, 32 bytes: what the card's next record would start with.</param>
/// <param name="Digest">SHA-256 over, row after row, the row's hash and the SHA-256 of its signature, 32 bytes.</param>
public sealed record LogSum(long Records, uint First, uint Last, byte[] End, byte[] Digest)
{
    /// <inheritdoc/>
    public bool Equals(LogSum? other) => other is not null && (Records, First, Last) == (other.Records, other.First, other.Last)
        && End.AsSpan().SequenceEqual(other.End) && Digest.AsSpan().SequenceEqual(other.Digest);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Records, First, Last);
}
