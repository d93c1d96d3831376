using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Crypto;
using Rootline.Formats.Files.Keys;

namespace Rootline.Formats.Records;

/// <summary>
/// A station's signature over a device record: it proves which station wrote the record, and through the chain of ids all records before it.
/// What a device holds is proved by its token, not by this.
/// </summary>
/// <param name="Key">SHA-256 of the signer's SubjectPublicKeyInfo, 32 bytes.</param>
/// <param name="Signature">The signature over <see cref="SignedBytes"/>, as <see cref="SignatureKind"/> says; 1 to 512 bytes.</param>
public sealed record RecordSignature(byte[] Key, byte[] Signature)
{
    /// <summary>Bytes of <see cref="Key"/>.</summary>
    public const int KeyLength = 32;

    /// <summary>What is signed: the line <c>rootline-device-record-1</c>, then the record's id as 64 digits, each with a line feed.</summary>
    /// <param name="id">The record's id.</param>
    public static byte[] SignedBytes(string id) => Encoding.ASCII.GetBytes($"rootline-device-record-1\n{id}\n");

    /// <summary>Signs a record.</summary>
    /// <param name="signer">The station's key.</param>
    /// <param name="id">The record's id.</param>
    public static RecordSignature Of(ISigner signer, string id) =>
        new(SHA256.HashData(signer.SubjectPublicKeyInfo), DocumentSignature.Sign(signer, SignedBytes(id)));

    /// <summary>Whether a key signed the record of this id.</summary>
    /// <param name="key">The key.</param>
    /// <param name="id">The record's id.</param>
    public bool IsBy(PublicKeyInfo key, string id) =>
        key.Fingerprint.AsSpan().SequenceEqual(Key) && DocumentSignature.IsGood(key, SignedBytes(id), Signature);
}
