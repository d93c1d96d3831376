using System.Text;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cbor;
using Rootline.Formats.Psa.Cca;
using Rootline.Formats.Psa.Chain;
using Rootline.Formats.Psa.Corim;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;
using Rootline.Formats.Psa.Store;
using Rootline.Proof.Attestation;
using Rootline.TestSupport.Psa;

namespace Rootline.Fuzz.Targets;

/// <summary>Attestation tokens, their claims and their keys.</summary>
internal static class TokenTargets
{
    private static readonly TokenTerms Terms = new() { Challenge = TokenSamples.Challenge };

    public static IEnumerable<FuzzTarget> All =>
    [
        new("token-envelope", Envelope, Tokens),
        new("token-claims", Claims, Payloads),
        new("token-verdict", Verdict, () => [.. Tokens(), TokenSamples.Realm()], 4096),
        new("token-realm", Realm, () => [TokenSamples.Realm()], 4096),
        new("token-claims-json", Json, JsonSets),
        new("token-key", Key, Keys, 512),
        new("token-enrol", Enrol, () => [TokenSamples.Token(), TokenSamples.Token(PsaProfile.IotProfile1)]),
        new("token-certificate", Certificate, Certificates, 1024),
        new("attestation-keys", KeyStore, KeyStores, 2048),
        new("nonces", Nonces, NonceBooks, 512),
        new("corim", Corim, Corims, 2048),
    ];

    private static bool Envelope(byte[] input) => CoseMessage.Parse(input).Try(out var message, out _) && message.ToBeAuthenticated().Length > message.Payload.Length;

    // The claims are judged by every set of rules.
    private static bool Claims(byte[] input)
    {
        if (!ClaimSet.Parse(input).Try(out var claims, out _))
            return false;
        int good = ProfileRuleSets.Names.Count(name => JudgedClaims.Of(claims, name).Reasons.Count == 0);
        return claims.Claims.Count <= CborLimits.Keys && good > 0;
    }

    private static bool Verdict(byte[] input)
    {
        using var key = TokenSamples.Key();
        using var known = TokenKey.FromPoint(key.PublicKey.Raw)!;
        var verdict = new TokenVerifier(new OneTokenKey(known)).Judge(input, Terms);
        // Whoever wrote the input does not have the key: what is not a seed must not be accepted.
        return verdict.Ok ? IsSeed(input) : verdict.Reasons.Count > 0 && verdict.Algorithm is not null;
    }

    private static bool IsSeed(byte[] input) => Tokens().Any(t => CoseMessage.Parse(t).OrThrow().ToBeAuthenticated().AsSpan().SequenceEqual(CoseMessage.Parse(input).OrThrow().ToBeAuthenticated()))
        ? true
        : throw new InvalidOperationException("a token is accepted that nobody signed");

    private static bool Realm(byte[] input)
    {
        if (!CcaToken.Parse(input).Try(out var collection, out _))
            return false;
        bool isMessage = CoseMessage.Parse(collection.Realm).Try(out var message, out _);
        if (isMessage && ClaimSet.Parse(message!.Payload).Try(out var claims, out _) && RealmJudge.Judge(claims, []).PublicKey is { } named)
            RealmJudge.KeyOf(named)?.Dispose();
        return CcaToken.IsOne(input);
    }

    private static bool Json(byte[] input)
    {
        bool any = false;
        foreach (string name in ProfileRuleSets.Names)
        {
            if (ClaimJson.Read(input, name).Try(out var set, out _))
                any |= TokenVerifier.JudgeClaims(set.Payload, Terms with { RuleSet = set.RuleSet, Challenge = null }).Ok;
        }

        return any;
    }

    private static bool Key(byte[] input)
    {
        if (!TokenKeyFile.Read(input).Try(out var key, out _))
            return false;
        using (key)
            return key.InstanceIds.All(id => id.Length == InstanceId.Length);
    }

    private static bool Enrol(byte[] input)
    {
        if (!KeyRecovery.Recover(input).Try(out var key, out _))
            return false;
        using (key)
            return new TokenVerifier(new OneTokenKey(key)).Judge(input, new()).Reasons.All(r => r.Code != TokenKeyFaults.Signature);
    }

    private static bool Certificate(byte[] input)
    {
        if (!DeviceCertificate.Parse(input).Try(out var certificate, out _))
            return false;
        bool isSigned = certificate.IsSignedBy(certificate);
        return CertificateChain.ReadRoot(input).Ok | CertificateChain.KeyOf([input], [certificate], certificate.NotBefore).Try(out var key, out _) | isSigned && key is not { IsSymmetric: true };
    }

    private static bool KeyStore(byte[] input)
    {
        if (!KnownDevices.Decode(input).Try(out var devices, out _))
            return false;
        using var store = new TokenKeyStore(devices);
        return Canonical.Demand(input, KnownDevices.Encode(devices));
    }

    private static bool Nonces(byte[] input) => IssuedNonces.Decode(input).Try(out var nonces, out _) && Canonical.Demand(input, IssuedNonces.Encode(nonces));

    private static bool Corim(byte[] input)
    {
        using var maker = TokenKeyFile.Read(CorimSamples.MakerKey()).OrThrow();
        bool isSigned = CorimDocument.Open(input, maker).Try(out _, out _);
        return CorimDocument.Parse(input).Try(out var document, out _) ? document.Keys.All(k => k.InstanceId.Length == InstanceId.Length) : isSigned;
    }

    private static IEnumerable<byte[]> KeyStores()
    {
        yield return KnownDevices.Encode([]);
        using var key = TokenSamples.Key();
        var device = new KnownDevice(InstanceId.OfPoint(key.PublicKey.Raw), key.PublicKey.ToSpki()) { ImplementationId = new byte[32], Origin = KeyOrigin.Recovered, Token = new byte[32], Time = DateTimeOffset.UnixEpoch };
        yield return KnownDevices.Encode([device]);
        var revoked = new Revocation(DateTimeOffset.UnixEpoch, "lost");
        yield return KnownDevices.Encode([device with { Revoked = revoked }]);
        using var symmetric = device with { PublicKey = default, MacKey = Secret.CopyOf(TokenSamples.Bytes("symmetric", 16)), Origin = KeyOrigin.Given };
        yield return KnownDevices.Encode([symmetric]);
        yield return KnownDevices.Encode([device with { PublicKey = default, Origin = KeyOrigin.None, Revoked = revoked }]);
    }

    private static IEnumerable<byte[]> Certificates()
    {
        using var maker = new ChainSamples();
        return [maker.Leaf(), maker.Middle(), maker.Root];
    }

    private static IEnumerable<byte[]> NonceBooks() => [IssuedNonces.Encode([]), IssuedNonces.Encode([new(TokenSamples.Challenge, DateTimeOffset.UnixEpoch)])];

    private static IEnumerable<byte[]> Corims() => [new CorimSamples().ToBytes(), new CorimSamples { TagOutside = true, NotAfter = 5 }.ToBytes(), new CorimSamples().ToSigned()];

    private static IEnumerable<byte[]> Payloads() => Enum.GetValues<PsaProfile>().Select(p => ClaimSetWriter.Write(p, TokenSamples.Claims(p)));

    private static IEnumerable<byte[]> Tokens()
    {
        foreach (byte[] payload in Payloads())
        {
            yield return TokenSamples.Sign(payload);
            yield return TokenSamples.Sign(payload, keyId: [1, 2, 3, 4]);
            yield return CoseMac0.Authenticate(CoseAlgorithm.Hmac256, null, payload, TokenSamples.Bytes("symmetric", 32));
        }
    }

    private static IEnumerable<byte[]> JsonSets()
    {
        string hash = Convert.ToBase64String(TokenSamples.Bytes("hash", 32));
        string instance = Convert.ToBase64String([1, .. TokenSamples.Bytes("hash", 32)]);
        string claims = $"\"psa-client-id\":1,\"psa-security-lifecycle\":12288,\"psa-implementation-id\":\"{hash}\",\"psa-boot-seed\":\"{hash}\",\"psa-nonce\":\"{hash}\",\"psa-instance-id\":\"{instance}\"";
        string components = $"\"psa-software-components\":[{{\"measurement-type\":\"BL\",\"measurement-value\":\"{hash}\",\"signer-id\":\"{hash}\"}}]";
        yield return Encoding.UTF8.GetBytes($"{{{claims},\"psa-no-software-measurements\":1,\"psa-profile\":\"PSA_IOT_PROFILE_1\"}}");
        yield return Encoding.UTF8.GetBytes($"{{{claims},{components},\"eat-profile\":\"http://arm.com/psa/2.0.0\"}}");
    }

    private static IEnumerable<byte[]> Keys()
    {
        using var key = TokenSamples.Key();
        yield return KeyFile.WritePublic(key.PublicKey);
        yield return key.PublicKey.ToSpki();
        yield return TokenSamples.Bytes("symmetric", 32);
    }
}
