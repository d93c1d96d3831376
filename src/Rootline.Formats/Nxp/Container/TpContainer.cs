using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Container;

/// <summary>
/// A TP data container as received: version, entries, authentication code, and the very bytes that were received, over
/// which the code is checked. Source: fact sheet nxp-trust-provisioning section 2.
/// </summary>
public sealed class TpContainer
{
    /// <summary>Length of the container header in bytes.</summary>
    public const int HeaderLength = 8;

    /// <summary>The tag byte at offset 3.</summary>
    public const byte Tag = 0x33;

    private readonly int _signedLength;

    internal TpContainer(ReadOnlyMemory<byte> bytes, byte major, IReadOnlyList<TpEntry> entries, TpAuthentication? authentication, int signedLength) =>
        (Bytes, Major, Entries, Authentication, _signedLength) = (bytes, major, entries, authentication, signedLength);

    /// <summary>The container's bytes, nothing before and nothing after.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Version: 1, or 2 when the authentication entry has the newer form.</summary>
    public byte Major { get; }

    /// <summary>The entries without the authentication entry, in wire order.</summary>
    public IReadOnlyList<TpEntry> Entries { get; }

    /// <summary>The authentication entry, if there is one.</summary>
    public TpAuthentication? Authentication { get; }

    /// <summary>What the code covers: from byte 0 to the end of the authentication entry's header.</summary>
    public ReadOnlySpan<byte> SignedBytes => Bytes.Span[.._signedLength];

    /// <summary>Reads a container that fills the whole span.</summary>
    /// <param name="bytes">The container, nothing after it.</param>
    public static Parsed<TpContainer> Parse(ReadOnlyMemory<byte> bytes) => ContainerReader.ReadWhole(bytes);

    /// <summary>
    /// Reads a container at the start of a buffer; its header says where it ends. The padding of its entries may hold
    /// anything: whoever trusts the container checks its code, which covers them.
    /// </summary>
    /// <param name="buffer">The buffer; bytes after the container are not looked at.</param>
    public static Parsed<TpContainer> ParsePrefix(ReadOnlyMemory<byte> buffer) => ContainerReader.ReadPrefix(buffer);

    /// <summary>The entries of a type, in wire order.</summary>
    /// <param name="type">The payload type.</param>
    public IEnumerable<TpEntry> All(PayloadType type) => Entries.Where(e => e.Type == type);

    /// <summary>The payload of the one entry of a type.</summary>
    /// <param name="type">The payload type.</param>
    /// <param name="length">Its exact length in bytes, or 0 for any.</param>
    public Parsed<ReadOnlyMemory<byte>> One(PayloadType type, int length = 0)
    {
        var found = All(type).ToList();
        if (found.Count != 1)
            return ContainerFaults.Content.Fault($"{found.Count} entries of type {(ushort)type:X4} where one belongs");
        if (length != 0 && found[0].Payload.Length != length)
            return ContainerFaults.Content.Fault($"entry {(ushort)type:X4} has {found[0].Payload.Length} bytes, not {length}");
        return found[0].Payload;
    }

    /// <summary>Checks an ECDSA container against a public key.</summary>
    /// <param name="key">The signer's key.</param>
    public bool IsSignedBy(P256PublicKey key) =>
        Authentication is { Type: AuthenticationType.Ecdsa256 } a && key.Verify(SignedBytes, a.Code.Span);

    /// <summary>Checks an ECDSA container with a verifier that is kept for many.</summary>
    /// <param name="signer">The signer's key.</param>
    public bool IsSignedBy(P256Verifier signer)
    {
        if (Authentication is not { Type: AuthenticationType.Ecdsa256 } a)
            return false;
        Span<byte> digest = stackalloc byte[P256Verifier.DigestLength];
        SHA256.HashData(SignedBytes, digest);
        return signer.Verify(digest, a.Code.Span);
    }

    /// <summary>Checks a container with a symmetric code.</summary>
    /// <param name="key">AES key of 16, 24 or 32 bytes for CMAC, any length for HMAC, not used for CRC.</param>
    public bool HasCode(ReadOnlySpan<byte> key)
    {
        if (Authentication is not { } a || a.Type == AuthenticationType.Ecdsa256)
            return false;
        Span<byte> expected = stackalloc byte[32];
        expected = expected[..a.Type.CodeLength()];
        ContainerCode.Compute(a.Type, key, SignedBytes, expected);
        return CryptographicOperations.FixedTimeEquals(expected, a.Code.Span);
    }
}

/// <summary>The authentication entry of a container.</summary>
/// <param name="Type">How the container is authenticated.</param>
/// <param name="Code">The code, of the type's length.</param>
public sealed record TpAuthentication(AuthenticationType Type, ReadOnlyMemory<byte> Code);
