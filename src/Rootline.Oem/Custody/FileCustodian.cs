using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Files.Keys;

namespace Rootline.Oem.Custody;

/// <summary>A key that was read from a file and is held in memory while it signs.</summary>
internal sealed class FileCustodian : ICustodian
{
    private readonly PrivateKey _key;
    private readonly bool _deterministic;
    private readonly RSA? _rsa;
    private readonly ECDsa? _ec;

    /// <summary>Makes a custodian of a key, which it owns from now on.</summary>
    public FileCustodian(string place, SignatureKind kind, PrivateKey key, bool deterministic)
    {
        (Place, Kind, _key, _deterministic) = (place, kind, key, deterministic);
        Spki = key.PublicKey.Spki.ToArray();
        _rsa = key.Kind.IsRsa() ? key.ToRsa() : null;
        _ec = key.Kind.IsEc() && !deterministic ? key.ToEcdsa() : null;
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <inheritdoc/>
    public SignatureKind Kind { get; }

    /// <inheritdoc/>
    public byte[] Spki { get; }

    /// <inheritdoc/>
    public byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest)
    {
        if (_rsa is not null)
            return _rsa.SignHash(digest.ToArray(), algorithm, Kind.IsPkcs1() ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss);
        if (_ec is not null)
            return EcdsaSignatureForm.ToDer(_ec.SignHash(digest.ToArray()));
        return _deterministic && Kind != SignatureKind.Ed25519 ? Deterministically(digest) : Ed25519.Sign(_key.Raw, digest);
    }

    /// <inheritdoc/>
    public byte[] SignMessage(ReadOnlySpan<byte> message) => Ed25519.Sign(_key.Raw, message);

    /// <inheritdoc/>
    public void Dispose()
    {
        _rsa?.Dispose();
        _ec?.Dispose();
        _key.Dispose();
    }

    private byte[] Deterministically(ReadOnlySpan<byte> digest)
    {
        if (digest.Length != _key.Raw.Length)
            throw CustodyFaults.Unfit.Exception($"{Place}: a deterministic signature is made of a digest of {_key.Raw.Length} bytes, not {digest.Length}");
        return EcdsaSignatureForm.ToDer(Kind == SignatureKind.EcdsaP256 ? Rfc6979.Sign(_key.Raw, digest) : Rfc6979.SignP384(_key.Raw, digest));
    }
}
