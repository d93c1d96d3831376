using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Rootline.Core.Crypto;

namespace Rootline.Oem.Custody.Programs;

/// <summary>What a program is asked: version 1, one line of JSON on its standard input (docs/keys.md).</summary>
internal static class SignRequest
{
    /// <summary>The member that names the protocol; its value is the version.</summary>
    public const string Protocol = "rootline-sign";

    /// <summary>The version.</summary>
    public const int Version = 1;

    /// <summary>Asks for the signature of a digest.</summary>
    public static byte[] OfDigest(SignatureKind kind, ReadOnlySpan<byte> spki, HashAlgorithmName algorithm, ReadOnlySpan<byte> digest)
    {
        string hex = Convert.ToHexStringLower(digest);
        return Line(kind, spki, json =>
        {
            json.WriteString("hash", algorithm.Name!.ToLowerInvariant());
            json.WriteString("digest", hex);
        });
    }

    /// <summary>Asks for the Ed25519 signature of a message.</summary>
    public static byte[] OfMessage(SignatureKind kind, ReadOnlySpan<byte> spki, ReadOnlySpan<byte> message)
    {
        byte[] copy = message.ToArray();
        return Line(kind, spki, json => json.WriteBase64String("message", copy));
    }

    /// <summary>The kind's name in the protocol.</summary>
    public static string Name(SignatureKind kind) => kind switch
    {
        SignatureKind.Rsa2048Pss => "rsa-2048-pss",
        SignatureKind.Rsa3072Pss => "rsa-3072-pss",
        SignatureKind.Rsa2048Pkcs1 => "rsa-2048-pkcs1",
        SignatureKind.Rsa3072Pkcs1 => "rsa-3072-pkcs1",
        SignatureKind.Rsa4096Pkcs1 => "rsa-4096-pkcs1",
        SignatureKind.EcdsaP256 => "ecdsa-p256",
        SignatureKind.EcdsaP384 => "ecdsa-p384",
        _ => "ed25519",
    };

    private static byte[] Line(SignatureKind kind, ReadOnlySpan<byte> spki, Action<Utf8JsonWriter> what)
    {
        string fingerprint = Convert.ToHexStringLower(SHA256.HashData(spki));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber(Protocol, Version);
            json.WriteString("kind", Name(kind));
            json.WriteString("publicKey", fingerprint);
            what(json);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }
}
