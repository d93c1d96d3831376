using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Store;

namespace Rootline.Proof.Attestation;

/// <summary>The challenges that were given out: each is good once, and only for a while. Whoever changes the book writes it before he tells of it.</summary>
public sealed class NonceBook
{
    private readonly Dictionary<string, IssuedNonce> _open = [];

    /// <summary>Opens a book.</summary>
    /// <param name="nonces">What it holds; none twice.</param>
    public NonceBook(IEnumerable<IssuedNonce> nonces)
    {
        foreach (var nonce in nonces)
            _open.Add(NameOf(nonce.Nonce.Span), nonce);
    }

    /// <summary>The challenges that are not answered.</summary>
    public IReadOnlyCollection<IssuedNonce> Open => _open.Values;

    /// <summary>Draws a challenge and notes it; forgets those that expired.</summary>
    /// <param name="entropy">Where it comes from.</param>
    /// <param name="length">32, 48 or 64 bytes.</param>
    /// <param name="now">The time.</param>
    /// <param name="lifetime">How long it is good.</param>
    public IssuedNonce Issue(EntropySource entropy, int length, DateTimeOffset now, TimeSpan lifetime)
    {
        if (!NonceRule.IsLength(length))
            throw new ArgumentOutOfRangeException(nameof(length));
        foreach (string expired in _open.Where(o => o.Value.Expires <= now).Select(o => o.Key).ToList())
            _open.Remove(expired);
        byte[] nonce;
        do
            nonce = entropy.Bytes(length);
        while (nonce.AsSpan().StartsWith(NonceRule.ShortCircuit));
        // What is written has milliseconds.
        var expires = now + lifetime;
        var issued = new IssuedNonce(nonce, new DateTimeOffset(expires.UtcTicks - (expires.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero));
        _open.Add(NameOf(nonce), issued);
        return issued;
    }

    /// <summary>Judges a challenge that a token answers.</summary>
    /// <param name="nonce">The nonce of the token.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null when it is good.</returns>
    public Fault? Check(ReadOnlySpan<byte> nonce, DateTimeOffset now)
    {
        if (!_open.TryGetValue(NameOf(nonce), out var issued))
            return NonceFaults.Unknown.Fault("the nonce was not given out, or was answered before");
        return issued.Expires > now ? null : NonceFaults.Expired.Fault($"the nonce expired at {issued.Expires.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
    }

    /// <summary>Uses a challenge up: it is not good a second time.</summary>
    /// <param name="nonce">The nonce.</param>
    public void Use(ReadOnlySpan<byte> nonce) => _open.Remove(NameOf(nonce));

    private static string NameOf(ReadOnlySpan<byte> nonce) => Convert.ToHexStringLower(nonce);
}
