using System.Buffers.Binary;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>
/// The encrypted part of the wrapped data: AES-128-CTR, then AES-CMAC over the ciphertext (the IV is covered by the card's
/// signature). Source: nxp-trust-provisioning 4.6 steps 8 and 9.
/// </summary>
/// <param name="Iv">The initial counter block, 16 bytes.</param>
/// <param name="Tag">16 bytes.</param>
/// <param name="Ciphertext">The encrypted inner container.</param>
public sealed record Envelope(ReadOnlyMemory<byte> Iv, ReadOnlyMemory<byte> Tag, ReadOnlyMemory<byte> Ciphertext)
{
    /// <summary>Length of IV and tag in bytes.</summary>
    public const int BlockLength = 16;

    private const int IvPrefixLength = 12;

    /// <summary>The IV: the first 12 bytes of the MAC constant, then a number big-endian.</summary>
    /// <param name="constants">The profile's constants.</param>
    /// <param name="number">The original's software card uses the quota here.</param>
    public static byte[] MakeIv(SessionConstants constants, uint number)
    {
        var iv = new byte[BlockLength];
        constants.Mac.Span[..IvPrefixLength].CopyTo(iv);
        BinaryPrimitives.WriteUInt32BigEndian(iv.AsSpan(IvPrefixLength), number);
        return iv;
    }

    /// <summary>Encrypts and authenticates.</summary>
    /// <param name="plaintext">The inner container.</param>
    /// <param name="keys">The session's keys.</param>
    /// <param name="iv">16 bytes.</param>
    public static Envelope Seal(Secret plaintext, SessionKeys keys, ReadOnlyMemory<byte> iv)
    {
        var ciphertext = new byte[plaintext.Length];
        var tag = new byte[BlockLength];
        AesCtr.Transform(keys.Encryption.Span, iv.Span, plaintext.Span, ciphertext);
        AesCmac.Compute(keys.Mac.Span, ciphertext, tag);
        return new(iv, tag, ciphertext);
    }

    /// <summary>Checks and decrypts.</summary>
    /// <param name="keys">The session's keys.</param>
    public Parsed<Secret> Open(SessionKeys keys)
    {
        if (!AesCmac.Verify(keys.Mac.Span, Ciphertext.Span, Tag.Span))
            return TrustFaults.Unwrap.Fault("the ciphertext's tag does not match");
        var plaintext = new Secret(Ciphertext.Length);
        AesCtr.Transform(keys.Encryption.Span, Iv.Span, Ciphertext.Span, plaintext.Span);
        return plaintext;
    }
}
