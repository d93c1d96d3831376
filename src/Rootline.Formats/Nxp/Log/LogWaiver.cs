using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// The OEM's word that it knows of a gap in a card's log and accepts it: units that were counted and whose records are gone. It
/// names the records on both sides by their hashes, so that it explains this gap and no other.
/// </summary>
public sealed record LogWaiver
{
    /// <summary>The schema version written today.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The card's id as text.</summary>
    public required string CardId { get; init; }

    /// <summary>The first missing counter, from 1.</summary>
    public required uint First { get; init; }

    /// <summary>The last missing counter, not below the first.</summary>
    public required uint Last { get; init; }

    /// <summary>The hash of the record before the gap, 32 bytes; zeros where the gap is at the beginning.</summary>
    public required byte[] Before { get; init; }

    /// <summary>The hash of the record after the gap, 32 bytes; null where the gap is at the end.</summary>
    public required byte[]? After { get; init; }

    /// <summary>Why the records are gone, 1 to 512 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>Who accepts it, 1 to 128 characters.</summary>
    public required string By { get; init; }

    /// <summary>When, UTC, in whole milliseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>ECDSA P-256 with SHA-256 over <see cref="LogWaiverJson.SignedBytes"/>: r‖s, 64 bytes.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>How many units it speaks of.</summary>
    public long Units => Last - First + 1L;

    /// <summary>The same waiver, signed.</summary>
    /// <param name="signer">The OEM's log key, or another P-256 key that its verifiers are given.</param>
    public LogWaiver SignedWith(ISigner signer)
    {
        var raw = new byte[P256.SignatureLength];
        byte[] der = signer.SignDigest(HashAlgorithmName.SHA256, SHA256.HashData(LogWaiverJson.SignedBytes(this)));
        return signer.Kind == SignatureKind.EcdsaP256 && EcdsaSignatureForm.TryToRaw(der, raw)
            ? this with { Signature = raw }
            : throw new ArgumentException("a waiver is signed with a P-256 key", nameof(signer));
    }

    /// <summary>The same waiver, signed with a key in memory.</summary>
    /// <param name="key">The OEM's log key, or another key that its verifiers are given.</param>
    /// <param name="entropy">Decides how the nonce is made.</param>
    public LogWaiver SignedWith(P256PrivateKey key, EntropySource entropy)
    {
        using var signer = new P256Signer(key, entropy);
        return SignedWith(signer);
    }

    /// <summary>Whether a key signed it.</summary>
    /// <param name="key">The OEM's log key, or another key that stands for the OEM.</param>
    public bool IsSignedBy(P256PublicKey key) => key.Verify(LogWaiverJson.SignedBytes(this), Signature);
}
