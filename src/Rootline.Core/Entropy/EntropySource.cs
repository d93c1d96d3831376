namespace Rootline.Core.Entropy;

/// <summary>Where random bytes come from. Every room takes one from outside.</summary>
public abstract class EntropySource
{
    /// <summary>True when the bytes are a function of a seed: keys drawn from it protect nothing.</summary>
    public abstract bool IsSeeded { get; }

    /// <summary>Fills the destination.</summary>
    /// <param name="destination">Any length.</param>
    public abstract void Fill(Span<byte> destination);

    /// <summary>A source for one party, independent of what other parties draw.</summary>
    /// <param name="label">Names the party; the same label of the same seed gives the same bytes.</param>
    public abstract EntropySource Fork(string label);

    /// <summary>Draws bytes.</summary>
    /// <param name="length">How many.</param>
    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        Fill(bytes);
        return bytes;
    }
}
