using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot;

namespace Rootline.TestSupport.Images;

/// <summary>A signer whose key lies in the test.</summary>
internal sealed class TestSigner : ISigner
{
    private static readonly byte[] Ed25519Head = Convert.FromHexString("302a300506032b6570032100");
    private readonly byte[] _spki;
    private readonly byte[]? _seed;
    private readonly RSA? _rsa;
    private readonly ECDsa? _ec;

    /// <summary>A signer with a fresh key; an Ed25519 one of a seed.</summary>
    /// <param name="kind">Algorithm and size.</param>
    /// <param name="seed">Tells Ed25519 keys apart.</param>
    public TestSigner(SignatureKind kind, byte seed = 1)
    {
        Kind = kind;
        switch (kind)
        {
            case SignatureKind.Rsa2048Pss or SignatureKind.Rsa3072Pss:
                _rsa = RSA.Create(kind == SignatureKind.Rsa2048Pss ? 2048 : 3072);
                _spki = _rsa.ExportSubjectPublicKeyInfo();
                break;
            case SignatureKind.Ed25519:
                _seed = SHA256.HashData([seed]);
                _spki = [.. Ed25519Head, .. Ed25519.PublicOf(_seed)];
                break;
            default:
                _ec = ECDsa.Create(kind == SignatureKind.EcdsaP256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);
                _spki = _ec.ExportSubjectPublicKeyInfo();
                break;
        }
    }

    /// <summary>The kinds that sign images.</summary>
    public static IReadOnlyList<SignatureKind> Kinds { get; } =
        [SignatureKind.Rsa2048Pss, SignatureKind.Rsa3072Pss, SignatureKind.EcdsaP256, SignatureKind.EcdsaP384, SignatureKind.Ed25519];

    /// <inheritdoc/>
    public SignatureKind Kind { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> SubjectPublicKeyInfo => _spki;

    /// <summary>The public key as loaders hold it.</summary>
    public PublicKeyBytes PublicKey => PublicKeyBytes.Of(this).OrThrow();

    /// <inheritdoc/>
    public byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest) => Kind switch
    {
        SignatureKind.Ed25519 => Ed25519.Sign(_seed, digest),
        SignatureKind.EcdsaP256 or SignatureKind.EcdsaP384 => _ec!.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence),
        _ => _rsa!.SignHash(digest, algorithm, RSASignaturePadding.Pss),
    };

    /// <inheritdoc/>
    public byte[] SignMessage(ReadOnlySpan<byte> message) =>
        _seed is null ? throw CoreFaults.Defect.Exception("only Ed25519 signs messages") : Ed25519.Sign(_seed, message);

    /// <summary>Releases the key.</summary>
    public void Dispose()
    {
        _rsa?.Dispose();
        _ec?.Dispose();
    }
}
