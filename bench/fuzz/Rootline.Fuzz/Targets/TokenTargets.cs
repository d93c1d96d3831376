using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Fuzz.Targets;

/// <summary>Attestation tokens.</summary>
internal static class TokenTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("token-envelope", Envelope, Tokens),
        new("token-claims", Claims, Payloads),
    ];

    private static bool Envelope(byte[] input) => CoseMessage.Parse(input).Try(out var message, out _) && message.ToBeAuthenticated().Length > message.Payload.Length;

    private static bool Claims(byte[] input) => ClaimSet.Parse(input).Try(out var claims, out _) && claims.Claims.Count <= Formats.Psa.Cbor.CborLimits.Keys;

    private static IEnumerable<byte[]> Payloads()
    {
        var claims = new TokenClaims
        {
            Nonce = Samples.Bytes("nonce", 32),
            BootSeed = Samples.Bytes("boot seed", 32),
            InstanceId = (byte[])[1, .. Samples.Bytes("instance", 32)],
            ImplementationId = Samples.Bytes("implementation", 32),
            ClientId = -1,
            Lifecycle = (long)SecurityLifecycle.Secured,
            SoftwareComponents = [new() { MeasurementType = "SPE", MeasurementValue = Samples.Bytes("measurement", 32), Version = "1.2.3", SignerId = Samples.Bytes("signer", 32), Description = "SHA256" }],
            VerificationService = "https://verifier.example",
            CertificationReference = "1234567890128-00042",
        };
        foreach (var profile in Enum.GetValues<PsaProfile>())
            yield return ClaimSetWriter.Write(profile, claims with { Profile = profile.Id() });
    }

    private static IEnumerable<byte[]> Tokens()
    {
        using var key = Samples.Key("iak");
        foreach (byte[] payload in Payloads())
        {
            yield return CoseSign1.Sign(CoseAlgorithm.Es256, null, payload, m => key.Sign(m, Samples.Entropy));
            yield return CoseSign1.Sign(CoseAlgorithm.Es256, Samples.Bytes("kid", 32), payload, m => key.Sign(m, Samples.Entropy));
            yield return CoseMac0.Authenticate(CoseAlgorithm.Hmac256, null, payload, Samples.Bytes("symmetric", 32));
        }
    }
}
