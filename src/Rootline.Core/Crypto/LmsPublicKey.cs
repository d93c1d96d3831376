using System.Security.Cryptography;
using Rootline.Core.Bytes;

namespace Rootline.Core.Crypto;

/// <summary>
/// A public key of LMS (LMS_SHA256_M32_H10 over LMOTS_SHA256_N32_W8) as TF-M's one-time memory holds it: type of the tree (u32),
/// type of the one-time signatures (u32), identifier (16 bytes), root (32); 56 bytes, big-endian. Source: RFC 8554 section 5.3.
/// </summary>
public sealed class LmsPublicKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = LmsParameters.PublicKeyLength;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = LmsParameters.SignatureLength;

    private readonly byte[] _id;
    private readonly byte[] _root;

    private LmsPublicKey(byte[] id, byte[] root) => (_id, _root) = (id, root);

    /// <summary>Reads a key; null when it is none, or of other parameters.</summary>
    /// <param name="bytes">56 bytes.</param>
    public static LmsPublicKey? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            return null;
        var reader = new SpanReader(bytes);
        bool isKnown = reader.U32Be() == LmsParameters.TreeType;
        isKnown &= reader.U32Be() == LmsParameters.OneTimeType;
        return isKnown ? new(reader.Bytes(LmsParameters.IdLength).ToArray(), reader.Bytes(LmsParameters.HashLength).ToArray()) : null;
    }

    /// <summary>Verifies a signature.</summary>
    /// <param name="message">What was signed.</param>
    /// <param name="signature">1452 bytes: number of the leaf, one-time signature, type of the tree, path.</param>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;
        var reader = new SpanReader(signature);
        uint leaf = reader.U32Be();
        bool isKnown = leaf < 1u << LmsParameters.Height;
        isKnown &= reader.U32Be() == LmsParameters.OneTimeType;
        var randomizer = reader.Bytes(LmsParameters.HashLength);
        var values = reader.Bytes(LmsParameters.Chains * LmsParameters.HashLength);
        isKnown &= reader.U32Be() == LmsParameters.TreeType;
        if (!isKnown)
            return false;
        byte[] steps = LmsParameters.Steps(_id, leaf, randomizer, message);
        var ends = new byte[values.Length];
        for (int chain = 0; chain < LmsParameters.Chains; chain++)
        {
            var value = values.Slice(chain * LmsParameters.HashLength, LmsParameters.HashLength);
            LmsParameters.Walk(_id, leaf, chain, steps[chain], LmsParameters.LastStep, value).CopyTo(ends, chain * LmsParameters.HashLength);
        }

        byte[] root = LmsParameters.Root(_id, leaf, ends, reader.Bytes(LmsParameters.Height * LmsParameters.HashLength));
        return CryptographicOperations.FixedTimeEquals(root, _root);
    }
}
