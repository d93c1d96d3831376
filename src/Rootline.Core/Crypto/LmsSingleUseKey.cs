using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Entropy;

namespace Rootline.Core.Crypto;

/// <summary>
/// A key of LMS that signs once and is gone: of its tree only the first leaf is a key, the path beside it is random. A verifier sees a
/// key like any other. It is for a virtual device's own boot stages, which nobody signs a second time; a product needs a key that
/// lasts, with a signer that keeps its state. Source: RFC 8554 sections 4.5 and 5.4.
/// </summary>
public static class LmsSingleUseKey
{
    /// <summary>Makes a key, signs with it and forgets it.</summary>
    /// <param name="message">What is signed.</param>
    /// <param name="entropy">Where the key comes from.</param>
    /// <returns>The public key, 56 bytes, and the signature, 1452 bytes.</returns>
    public static (byte[] PublicKey, byte[] Signature) Sign(ReadOnlySpan<byte> message, EntropySource entropy)
    {
        var id = Draw(entropy, LmsParameters.IdLength);
        var randomizer = Draw(entropy, LmsParameters.HashLength);
        var path = Draw(entropy, LmsParameters.Height * LmsParameters.HashLength);
        var starts = Draw(entropy, LmsParameters.Chains * LmsParameters.HashLength);
        byte[] steps = LmsParameters.Steps(id, 0, randomizer, message);
        var values = new byte[starts.Length];
        var ends = new byte[starts.Length];
        for (int chain = 0; chain < LmsParameters.Chains; chain++)
        {
            int at = chain * LmsParameters.HashLength;
            byte[] value = LmsParameters.Walk(id, 0, chain, 0, steps[chain], starts.AsSpan(at, LmsParameters.HashLength));
            value.CopyTo(values, at);
            LmsParameters.Walk(id, 0, chain, steps[chain], LmsParameters.LastStep, value).CopyTo(ends, at);
        }

        CryptographicOperations.ZeroMemory(starts);
        byte[] root = LmsParameters.Root(id, 0, ends, path);
        return ([.. Word(LmsParameters.TreeType), .. Word(LmsParameters.OneTimeType), .. id, .. root],
            [.. Word(0), .. Word(LmsParameters.OneTimeType), .. randomizer, .. values, .. Word(LmsParameters.TreeType), .. path]);
    }

    private static byte[] Draw(EntropySource entropy, int length)
    {
        var bytes = new byte[length];
        entropy.Fill(bytes);
        return bytes;
    }

    private static byte[] Word(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
