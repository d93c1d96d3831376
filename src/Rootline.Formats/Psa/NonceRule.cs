namespace Rootline.Formats.Psa;

/// <summary>What a challenge may be. Source: psa-attestation sections 1 and 5.</summary>
public static class NonceRule
{
    /// <summary>A nonce with which old test builds of TF-M sign without a key begins so; none is given out.</summary>
    public static ReadOnlySpan<byte> ShortCircuit => [0x00, 0x00, 0x00, 0x80];

    /// <summary>Whether a challenge may have a length.</summary>
    /// <param name="length">Bytes.</param>
    public static bool IsLength(int length) => length is 32 or 48 or 64;
}
