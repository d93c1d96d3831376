using System.Formats.Asn1;
using System.Security.Cryptography;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Files.Keys;

/// <summary>EncryptedPrivateKeyInfo with PBES2 and PBKDF2 (RFC 5958 3, RFC 8018 6.2 and 5.2).</summary>
internal static class KeyEncryption
{
    /// <summary>Rounds of PBKDF2 that files are written with: some tenths of a second for us, as much for each guess.</summary>
    public const int Rounds = 600_000;

    /// <summary>Most rounds that are counted: a file must not hold up its reader for hours.</summary>
    public const int MostRounds = 5_000_000;

    private const int SaltLength = 8;
    private const int LongestSalt = 1024;
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string HmacSha256 = "1.2.840.113549.2.9";

    /// <summary>Decrypts a PrivateKeyInfo.</summary>
    /// <param name="der">EncryptedPrivateKeyInfo, nothing after it.</param>
    /// <param name="password">UTF-8.</param>
    public static Parsed<Secret> Open(ReadOnlyMemory<byte> der, ReadOnlySpan<byte> password)
    {
        try
        {
            var outer = new AsnReader(der, AsnEncodingRules.DER);
            var sequence = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var terms = ReadTerms(sequence.ReadSequence());
            byte[] text = sequence.ReadOctetString();
            sequence.ThrowIfNotEmpty();
            using var key = terms.Derive(password);
            return terms.Cipher.Decrypt(key.Span, terms.Vector, text) is { } plain
                ? plain
                : PrivateKeyFaults.Password.Fault("the password does not open it");
        }
        catch (AsnContentException e)
        {
            return PrivateKeyFaults.Form.Fault($"its encryption is not readable: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Encrypts a PrivateKeyInfo: PBKDF2 with HMAC-SHA-256 and 600,000 rounds, AES-256-CBC.</summary>
    /// <param name="info">The PrivateKeyInfo.</param>
    /// <param name="password">UTF-8.</param>
    /// <param name="entropy">Salt and vector.</param>
    /// <returns>EncryptedPrivateKeyInfo, DER.</returns>
    public static byte[] Seal(ReadOnlySpan<byte> info, ReadOnlySpan<byte> password, EntropySource entropy)
    {
        var cipher = CbcCipher.Aes256;
        var terms = new Terms(entropy.Bytes(SaltLength), Rounds, HashAlgorithmName.SHA256, cipher, entropy.Bytes(cipher.BlockLength));
        using var key = terms.Derive(password);
        byte[] text = cipher.Encrypt(key.Span, terms.Vector, info);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteTerms(writer, terms);
            writer.WriteOctetString(text);
        }

        return writer.Encode();
    }

    private static void WriteTerms(AsnWriter writer, Terms terms)
    {
        using var algorithm = writer.PushSequence();
        writer.WriteObjectIdentifier(Pbes2);
        using var schemes = writer.PushSequence();
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Pbkdf2);
            using var parameters = writer.PushSequence();
            writer.WriteOctetString(terms.Salt);
            writer.WriteInteger(terms.Rounds);
            using var function = writer.PushSequence();
            writer.WriteObjectIdentifier(HmacSha256);
            writer.WriteNull();
        }

        using var scheme = writer.PushSequence();
        writer.WriteObjectIdentifier(terms.Cipher.Oid);
        writer.WriteOctetString(terms.Vector);
    }

    private static Terms ReadTerms(AsnReader algorithm)
    {
        if (algorithm.ReadObjectIdentifier() is var scheme && scheme != Pbes2)
            throw new AsnContentException($"the scheme {scheme} is not PBES2");
        var parameters = algorithm.ReadSequence();
        algorithm.ThrowIfNotEmpty();
        var derivation = parameters.ReadSequence();
        var encryption = parameters.ReadSequence();
        parameters.ThrowIfNotEmpty();
        string name = encryption.ReadObjectIdentifier();
        var cipher = CbcCipher.Find(name) ?? throw new AsnContentException($"the cipher {name} is not supported");
        byte[] vector = encryption.ReadOctetString();
        encryption.ThrowIfNotEmpty();
        if (vector.Length != cipher.BlockLength)
            throw new AsnContentException("the initialisation vector is not a block");
        return ReadDerivation(derivation) with { Cipher = cipher, Vector = vector };
    }

    private static Terms ReadDerivation(AsnReader derivation)
    {
        if (derivation.ReadObjectIdentifier() is var function && function != Pbkdf2)
            throw new AsnContentException($"the derivation {function} is not PBKDF2");
        var parameters = derivation.ReadSequence();
        derivation.ThrowIfNotEmpty();
        byte[] salt = parameters.ReadOctetString();
        if (!parameters.TryReadInt32(out int rounds) || rounds is < 1 or > MostRounds)
            throw new AsnContentException($"the rounds are not within 1 to {MostRounds}");
        if (salt.Length is 0 or > LongestSalt)
            throw new AsnContentException("the salt is empty or too long");
        // The length of the key, which the cipher says too.
        if (parameters.HasData && parameters.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            parameters.ReadInteger();
        var hash = parameters.HasData ? ReadFunction(parameters.ReadSequence()) : HashAlgorithmName.SHA1;
        parameters.ThrowIfNotEmpty();
        return new(salt, rounds, hash, CbcCipher.Aes256, []);
    }

    private static HashAlgorithmName ReadFunction(AsnReader function)
    {
        string oid = function.ReadObjectIdentifier();
        if (function.HasData)
            function.ReadNull();
        function.ThrowIfNotEmpty();
        return oid switch
        {
            "1.2.840.113549.2.7" => HashAlgorithmName.SHA1,
            HmacSha256 => HashAlgorithmName.SHA256,
            "1.2.840.113549.2.10" => HashAlgorithmName.SHA384,
            "1.2.840.113549.2.11" => HashAlgorithmName.SHA512,
            _ => throw new AsnContentException($"the function {oid} is not supported"),
        };
    }

    private sealed record Terms(byte[] Salt, int Rounds, HashAlgorithmName Hash, CbcCipher Cipher, byte[] Vector)
    {
        public Secret Derive(ReadOnlySpan<byte> password)
        {
            var key = new Secret(Cipher.KeyLength);
#pragma warning disable CA5379 // Old files are derived with SHA-1; none is written so.
            Rfc2898DeriveBytes.Pbkdf2(password, Salt, key.Span, Rounds, Hash);
#pragma warning restore CA5379
            return key;
        }
    }
}
