using Rootline.Core.Faults;

namespace Rootline.Core.Crypto;

/// <summary>A key of 32 bytes inside libcrypto (RFC 8410): Ed25519 or X25519, its private or its public half.</summary>
internal sealed unsafe class EvpRawKey : IDisposable
{
    public const int Ed25519 = 1087;
    public const int X25519 = 1034;
    public const int Length = 32;

    private EvpRawKey(nint handle) => Handle = handle;

    public nint Handle { get; private set; }

    public static EvpRawKey Private(int type, ReadOnlySpan<byte> bytes)
    {
        Demand(bytes);
        fixed (byte* start = bytes)
            return new(LibCrypto.NewRawPrivateKey(type, 0, start, Length));
    }

    /// <summary>Null when libcrypto does not take the bytes.</summary>
    public static EvpRawKey? Public(int type, ReadOnlySpan<byte> bytes)
    {
        Demand(bytes);
        fixed (byte* start = bytes)
        {
            nint handle = LibCrypto.NewRawPublicKey(type, 0, start, Length);
            if (handle != 0)
                return new(handle);
            LibCrypto.ClearErrors();
            return null;
        }
    }

    public byte[] PublicBytes()
    {
        var bytes = new byte[Length];
        nuint length = Length;
        fixed (byte* start = bytes)
        {
            if (LibCrypto.GetRawPublicKey(Handle, start, &length) != 1)
                throw CoreFaults.Defect.Exception("libcrypto does not tell the public half of a key");
        }

        return bytes;
    }

    public void Dispose()
    {
        LibCrypto.FreeKey(Handle);
        Handle = 0;
    }

    private static void Demand(ReadOnlySpan<byte> bytes)
    {
        if (!LibCrypto.IsThere)
            throw CryptoFaults.NoLibCrypto.Exception("libcrypto.so.3 cannot be loaded");
        if (bytes.Length != Length)
            throw new ArgumentException("a key of this kind has 32 bytes", nameof(bytes));
    }
}
