namespace Rootline.Core.Crypto;

/// <summary>libcrypto's EVP_PKEY_verify with one context for all signatures of a key.</summary>
internal sealed unsafe class EvpVerifier : P256Verifier
{
    private nint _key;
    private nint _context;

    private EvpVerifier(nint key, nint context) => (_key, _context) = (key, context);

    public override bool IsNative => true;

    /// <summary>Opens a verifier, or null where libcrypto is missing or does not take the key.</summary>
    public static EvpVerifier? Of(P256PublicKey key)
    {
        if (!LibCrypto.IsThere)
            return null;
        nint handle = Import(key.ToSpki());
        nint context = handle == 0 ? 0 : LibCrypto.NewContext(handle, 0);
        if (context != 0 && LibCrypto.VerifyInit(context) == 1)
            return new(handle, context);
        LibCrypto.FreeContext(context);
        LibCrypto.FreeKey(handle);
        LibCrypto.ClearErrors();
        return null;
    }

    public override void Dispose()
    {
        LibCrypto.FreeContext(_context);
        LibCrypto.FreeKey(_key);
        (_context, _key) = (0, 0);
    }

    private protected override bool VerifyRaw(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        Span<byte> der = stackalloc byte[P256.MaxDerSignatureLength];
        int length = EcdsaSignatureForm.WriteDer(signature, der);
        fixed (byte* signaturePointer = der)
        fixed (byte* digestPointer = digest)
        {
            int result = LibCrypto.Verify(_context, signaturePointer, (nuint)length, digestPointer, (nuint)digest.Length);
            // What libcrypto notes about a number out of range must not be found by the next caller on this thread.
            if (result < 0)
                LibCrypto.ClearErrors();
            return result == 1;
        }
    }

    private static nint Import(byte[] spki)
    {
        fixed (byte* start = spki)
        {
            byte* position = start;
            return LibCrypto.ReadPublicKey(0, &position, spki.Length);
        }
    }
}
