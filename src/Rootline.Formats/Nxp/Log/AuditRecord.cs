using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// One record of the NXP trust provisioning audit log: what the card signed when it gave a chip its wrapped data. The hash
/// input carries no lengths, so that a reader must check the boundaries of the certificates by itself
/// (<see cref="LogRow.Judge"/>).
/// </summary>
/// <param name="NxpCertificate">The chip's DIE certificate, a TP container (200 or 272 bytes); opaque here.</param>
/// <param name="OemCertificates">The OEM certificates in the container's order, DER.</param>
/// <param name="Counter">The card's production counter after this unit.</param>
/// <param name="StartHash">The hash of the card's record before this one, 32 bytes; zeros for its first.</param>
/// <param name="Signature">ECDSA P-256 over the record's hash as message: r‖s (64 bytes) or DER (up to 72 bytes).</param>
public sealed record AuditRecord(
    byte[] NxpCertificate,
    IReadOnlyList<byte[]> OemCertificates,
    uint Counter,
    byte[] StartHash,
    byte[] Signature)
{
    /// <summary>The counter as it is stored and hashed: 4 bytes big-endian.</summary>
    public byte[] CounterBytes
    {
        get
        {
            var bytes = new byte[AuditLimits.CounterLength];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, Counter);
            return bytes;
        }
    }

    /// <summary>
    /// The record's hash, 32 bytes: SHA-256 of NXP certificate, OEM certificates, counter and start hash; the start hash of
    /// the card's next record.
    /// </summary>
    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(NxpCertificate);
        foreach (var certificate in OemCertificates)
            hash.AppendData(certificate);
        hash.AppendData(CounterBytes);
        hash.AppendData(StartHash);
        return hash.GetHashAndReset();
    }

    /// <summary>Whether the card that holds the log key signed this record.</summary>
    /// <param name="key">The public half of the OEM's log key.</param>
    public bool IsSignedBy(P256PublicKey key) => IsSignature(key, Hash(), Signature);

    /// <summary>Judges a signature over a record's hash; 64 bytes are r‖s, any other length must be canonical DER.</summary>
    /// <param name="key">The public half of the OEM's log key.</param>
    /// <param name="hash">The record's hash, 32 bytes.</param>
    /// <param name="signature">The signature.</param>
    public static bool IsSignature(P256PublicKey key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
        signature.Length == P256.SignatureLength ? key.Verify(hash, signature) : key.VerifyDer(hash, signature);

    /// <summary>As <see cref="IsSignature(P256PublicKey,ReadOnlySpan{byte},ReadOnlySpan{byte})"/>, with a verifier that is kept for many records.</summary>
    /// <param name="key">The public half of the OEM's log key.</param>
    /// <param name="hash">The record's hash, 32 bytes.</param>
    /// <param name="signature">The signature.</param>
    public static bool IsSignature(P256Verifier key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[P256Verifier.DigestLength];
        SHA256.HashData(hash, digest);
        return signature.Length == P256.SignatureLength ? key.Verify(digest, signature) : key.VerifyDer(digest, signature);
    }
}
