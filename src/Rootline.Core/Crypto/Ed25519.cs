using Rootline.Core.Faults;

namespace Rootline.Core.Crypto;

/// <summary>Ed25519 (RFC 8032 5.1), pure: no context and no prehash. Stands on libcrypto.</summary>
public static unsafe class Ed25519
{
    /// <summary>A private key (the seed): 32 bytes.</summary>
    public const int SeedLength = 32;

    /// <summary>A public key: 32 bytes.</summary>
    public const int PublicLength = 32;

    /// <summary>A signature R‖S: 64 bytes.</summary>
    public const int SignatureLength = 64;

    /// <summary>Whether this machine has what it stands on.</summary>
    public static bool IsSupported => LibCrypto.IsThere;

    /// <summary>The public half of a private key.</summary>
    /// <param name="seed">32 bytes.</param>
    /// <exception cref="FaultException">libcrypto is not there.</exception>
    public static byte[] PublicOf(ReadOnlySpan<byte> seed)
    {
        using var key = EvpRawKey.Private(EvpRawKey.Ed25519, seed);
        return key.PublicBytes();
    }

    /// <summary>Signs a message.</summary>
    /// <param name="seed">The private key, 32 bytes.</param>
    /// <param name="message">Any length.</param>
    /// <returns>R‖S, 64 bytes; the same for the same message.</returns>
    /// <exception cref="FaultException">libcrypto is not there.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        using var key = EvpRawKey.Private(EvpRawKey.Ed25519, seed);
        var signature = new byte[SignatureLength];
        nuint length = SignatureLength;
        nint context = LibCrypto.NewDigestContext();
        try
        {
            fixed (byte* target = signature)
            fixed (byte* source = NotNull(message))
            {
                if (LibCrypto.DigestSignInit(context, 0, 0, 0, key.Handle) != 1
                    || LibCrypto.DigestSign(context, target, &length, source, (nuint)message.Length) != 1)
                    throw CoreFaults.Defect.Exception("libcrypto does not sign with an Ed25519 key");
            }
        }
        finally
        {
            LibCrypto.FreeDigestContext(context);
        }

        return signature;
    }

    /// <summary>Verifies a signature; S must be below the order of the group.</summary>
    /// <param name="publicKey">32 bytes; any other length is wrong.</param>
    /// <param name="message">Any length.</param>
    /// <param name="signature">R‖S, 64 bytes; any other length is wrong.</param>
    /// <exception cref="FaultException">libcrypto is not there.</exception>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicLength || signature.Length != SignatureLength)
            return false;
        using var key = EvpRawKey.Public(EvpRawKey.Ed25519, publicKey);
        if (key is null)
            return false;
        nint context = LibCrypto.NewDigestContext();
        try
        {
            fixed (byte* signaturePointer = signature)
            fixed (byte* source = NotNull(message))
            {
                if (LibCrypto.DigestVerifyInit(context, 0, 0, 0, key.Handle) == 1
                    && LibCrypto.DigestVerify(context, signaturePointer, SignatureLength, source, (nuint)message.Length) == 1)
                    return true;
                LibCrypto.ClearErrors();
                return false;
            }
        }
        finally
        {
            LibCrypto.FreeDigestContext(context);
        }
    }

    // An empty span is pinned as a null pointer, which libcrypto takes for a question about lengths.
    private static ReadOnlySpan<byte> NotNull(ReadOnlySpan<byte> message) => message.IsEmpty ? "\0"u8 : message;
}
