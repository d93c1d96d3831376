using System.Security.Cryptography;
using Rootline.Core.Crypto;

namespace Rootline.Oem.Custody;

/// <summary>A signer whose signatures are verified before they leave: neither a broken token nor a flipped bit in the arithmetic gets further.</summary>
/// <param name="custodian">Who signs; the signer owns him.</param>
internal sealed class CheckedSigner(ICustodian custodian) : ISigner
{
    /// <inheritdoc/>
    public SignatureKind Kind => custodian.Kind;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> SubjectPublicKeyInfo => custodian.Spki;

    /// <inheritdoc/>
    public byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest)
    {
        if (digest.Length != LengthOf(algorithm))
            throw new ArgumentException($"a digest of {digest.Length} bytes is not {algorithm.Name}", nameof(digest));
        if (Kind.IsPkcs1() && algorithm != HashAlgorithmName.SHA256)
            throw CustodyFaults.Unfit.Exception($"{custodian.Place}: signs SHA-256 only, not {algorithm.Name}");
        byte[] signature = custodian.SignDigest(algorithm, digest);
        return SignatureCheck.IsGood(Kind, custodian.Spki, algorithm, digest, signature) ? signature : throw Bad();
    }

    /// <inheritdoc/>
    public byte[] SignMessage(ReadOnlySpan<byte> message)
    {
        if (Kind != SignatureKind.Ed25519)
            throw CustodyFaults.Unfit.Exception($"{custodian.Place}: only Ed25519 keys sign a message itself");
        byte[] signature = custodian.SignMessage(message);
        return SignatureCheck.IsGoodOfMessage(custodian.Spki, message, signature) ? signature : throw Bad();
    }

    /// <inheritdoc/>
    public void Dispose() => custodian.Dispose();

    private Core.Faults.FaultException Bad() => CustodyFaults.BadSignature.Exception($"{custodian.Place}: the signature does not verify with the public key");

    private static int LengthOf(HashAlgorithmName algorithm) => algorithm.Name switch
    {
        "SHA256" => SHA256.HashSizeInBytes,
        "SHA384" => SHA384.HashSizeInBytes,
        "SHA512" => SHA512.HashSizeInBytes,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };
}
