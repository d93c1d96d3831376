using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Core.Crypto;

/// <summary>X25519 key agreement (RFC 7748 5). Stands on libcrypto.</summary>
public static unsafe class X25519
{
    /// <summary>Private key, public key and shared secret: 32 bytes each.</summary>
    public const int Length = 32;

    /// <summary>Whether this machine has what it stands on.</summary>
    public static bool IsSupported => LibCrypto.IsThere;

    /// <summary>The public half of a private key.</summary>
    /// <param name="privateKey">32 bytes.</param>
    /// <exception cref="FaultException">libcrypto is not there.</exception>
    public static byte[] PublicOf(ReadOnlySpan<byte> privateKey)
    {
        using var key = EvpRawKey.Private(EvpRawKey.X25519, privateKey);
        return key.PublicBytes();
    }

    /// <summary>Agrees on a secret.</summary>
    /// <param name="privateKey">32 bytes.</param>
    /// <param name="peer">The other side's public key, 32 bytes.</param>
    /// <returns>32 bytes, or null when the peer's point is of small order, so that the secret would be no secret (RFC 7748 6.1).</returns>
    /// <exception cref="FaultException">libcrypto is not there.</exception>
    public static Secret? Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> peer)
    {
        using var mine = EvpRawKey.Private(EvpRawKey.X25519, privateKey);
        using var theirs = EvpRawKey.Public(EvpRawKey.X25519, peer);
        if (theirs is null)
            return null;
        var shared = new Secret(Length);
        nuint length = Length;
        nint context = LibCrypto.NewContext(mine.Handle, 0);
        try
        {
            fixed (byte* target = shared.Span)
            {
                if (LibCrypto.DeriveInit(context) == 1 && LibCrypto.DeriveSetPeer(context, theirs.Handle) == 1 && LibCrypto.Derive(context, target, &length) == 1)
                    return shared;
            }

            LibCrypto.ClearErrors();
            shared.Dispose();
            return null;
        }
        finally
        {
            LibCrypto.FreeContext(context);
        }
    }
}
