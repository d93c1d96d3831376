using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Files.Keys;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// The word of whoever hands a log over that it held just these records: a signature of its own over all rows, by a key of any
/// custody. It proves who said so and that nothing was changed or cut off since; what the card counted is proved by the card.
/// </summary>
public sealed record LogSeal
{
    /// <summary>The schema version written today.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The card's id as text.</summary>
    public required string CardId { get; init; }

    /// <summary>What the log held.</summary>
    public required LogSum Sum { get; init; }

    /// <summary>Who seals it, 1 to 128 characters.</summary>
    public required string By { get; init; }

    /// <summary>When, UTC, in whole milliseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>SHA-256 of the signer's SubjectPublicKeyInfo, 32 bytes.</summary>
    public byte[] Key { get; init; } = [];

    /// <summary>The signature over <see cref="LogSealJson.SignedBytes"/>, as <see cref="SignatureKind"/> says.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>The same seal, signed: SHA-384 with P-384, else SHA-256.</summary>
    /// <param name="signer">Who signs.</param>
    public LogSeal SignedWith(ISigner signer)
    {
        var named = this with { Key = SHA256.HashData(signer.SubjectPublicKeyInfo) };
        return named with { Signature = DocumentSignature.Sign(signer, LogSealJson.SignedBytes(named)) };
    }

    /// <summary>Whether a key signed it.</summary>
    /// <param name="key">The key.</param>
    public bool IsSignedBy(PublicKeyInfo key) =>
        key.Fingerprint.AsSpan().SequenceEqual(Key) && DocumentSignature.IsGood(key, LogSealJson.SignedBytes(this), Signature);
}
