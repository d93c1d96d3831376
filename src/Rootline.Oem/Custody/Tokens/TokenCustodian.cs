using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Links.Pkcs11;
using Rootline.Oem.Custody.References;

namespace Rootline.Oem.Custody.Tokens;

/// <summary>A key in a PKCS #11 token.</summary>
internal sealed class TokenCustodian : ICustodian
{
    /// <summary>How long a call of a module may take: a person may be asked on the token itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // DigestInfo of SHA-256 up to the digest (RFC 8017 9.2, note 1).
    private static readonly byte[] Sha256Info = Convert.FromHexString("3031300d060960864801650304020105000420");

    private readonly TokenSession _session;
    private readonly TokenKey _key;
    private readonly Secret? _pin;

    private TokenCustodian(string place, SignatureKind kind, TokenSession session, TokenKey key, Secret? pin)
    {
        (Place, Kind, _session, _key, _pin) = (place, kind, session, key, pin);
        Spki = key.PublicKey.Spki.ToArray();
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <inheritdoc/>
    public SignatureKind Kind { get; }

    /// <inheritdoc/>
    public byte[] Spki { get; }

    /// <summary>Opens a session, logs in and finds the key.</summary>
    public static TokenCustodian Open(TokenReference reference, SignerTerms terms, SecretFetch secrets, CustodyOutside outside)
    {
        var session = TokenSession.Open(outside.FullPath(reference.ModulePath), QueryOf(reference), Patience);
        Secret? pin = null;
        try
        {
            pin = Login(session, reference, secrets);
            var key = session.FindKey();
            var kind = key.PublicKey.Kind.Signature(terms.Pkcs1)
                ?? throw CustodyFaults.Unfit.Exception($"{reference.Place}: a key of kind {key.PublicKey.Kind.Name()} does not sign this");
            // A key that asks for the PIN each time gets it; all others need it no more.
            if (!key.AsksEachTime)
                pin?.Dispose();
            return new(reference.Place, kind, session, key, key.AsksEachTime ? pin : null);
        }
        catch
        {
            pin?.Dispose();
            session.Dispose();
            throw;
        }
    }

    /// <summary>Reads the public half, with a login only where the token does not show it without.</summary>
    public static PublicKeyInfo ReadPublic(TokenReference reference, SecretFetch secrets, CustodyOutside outside)
    {
        using var session = TokenSession.Open(outside.FullPath(reference.ModulePath), QueryOf(reference), Patience);
        if (session.FindPublicKey() is { } key)
            return key;
        using var pin = Login(session, reference, secrets);
        return session.FindKey().PublicKey;
    }

    /// <inheritdoc/>
    public byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest) => Kind switch
    {
        SignatureKind.EcdsaP256 => EcdsaSignatureForm.ToDer(Raw(TokenSigning.Ecdsa, Leading(digest, 32), 64)),
        SignatureKind.EcdsaP384 => EcdsaSignatureForm.ToDer(Raw(TokenSigning.Ecdsa, Leading(digest, 48), 96)),
        SignatureKind.Ed25519 => SignMessage(digest),
        _ when Kind.IsPkcs1() => _session.Sign(_key, TokenSigning.RsaPkcs1, [.. Sha256Info, .. digest], _pin),
        _ => _session.Sign(_key, PssOf(algorithm), digest, _pin),
    };

    /// <inheritdoc/>
    public byte[] SignMessage(ReadOnlySpan<byte> message) => _session.Sign(_key, TokenSigning.Eddsa, message, _pin);

    /// <inheritdoc/>
    public void Dispose()
    {
        _pin?.Dispose();
        _session.Dispose();
    }

    private byte[] Raw(TokenSigning signing, ReadOnlySpan<byte> digest, int length)
    {
        byte[] signature = _session.Sign(_key, signing, digest, _pin);
        return signature.Length == length ? signature : throw CustodyFaults.BadSignature.Exception($"{Place}: a signature of {signature.Length} bytes, {length} are expected");
    }

    // ECDSA takes the leftmost bits of a digest that is longer than the order (FIPS 186-5 6.4.1); not every module does so itself.
    private static ReadOnlySpan<byte> Leading(ReadOnlySpan<byte> digest, int length) => digest[..Math.Min(length, digest.Length)];

    private static TokenSigning PssOf(HashAlgorithmName algorithm) => algorithm.Name switch
    {
        "SHA384" => TokenSigning.RsaPssSha384,
        "SHA512" => TokenSigning.RsaPssSha512,
        _ => TokenSigning.RsaPssSha256,
    };

    private static Secret? Login(TokenSession session, TokenReference reference, SecretFetch secrets)
    {
        var token = session.Token;
        if (!token.WantsLogin)
            return null;
        if (token.IsLocked)
            throw TokenFaults.PinLocked.Exception($"token {token.Label}: the PIN is locked");
        if (token.HasKeypad)
        {
            session.Login(null);
            return null;
        }

        if (token.IsAtFinalTry && !secrets.IsPerson(reference.PinSource))
            throw TokenFaults.PinLocked.Exception($"token {token.Label}: one try is left for the PIN, and it was not spent on {reference.PinSource?.ToString() ?? "nobody"}");
        var pin = secrets.Fetch(reference.PinSource, $"PIN of token {token.Label}");
        try
        {
            session.Login(pin);
            return pin;
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    private static TokenQuery QueryOf(TokenReference reference) => new()
    {
        Label = reference.Token,
        Serial = reference.Serial,
        Model = reference.Model,
        Manufacturer = reference.Manufacturer,
        KeyLabel = reference.KeyName,
        KeyId = reference.Id,
    };
}
