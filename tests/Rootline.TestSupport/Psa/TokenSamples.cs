using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cbor;
using Rootline.Formats.Psa.Cose;

namespace Rootline.TestSupport.Psa;

/// <summary>Attestation tokens of devices that are a function of their names.</summary>
public static class TokenSamples
{
    private static readonly EntropySource Source = new SeededEntropy(0xA77E57);

    /// <summary>The challenge of every sample.</summary>
    public static byte[] Challenge { get; } = Bytes("challenge", 32);

    /// <summary>Bytes of a name.</summary>
    public static byte[] Bytes(string name, int length) => Source.Fork(name).Bytes(length);

    /// <summary>The attestation key of a device.</summary>
    public static P256PrivateKey Key(string device = "device") => P256PrivateKey.Generate(Source.Fork(device));

    /// <summary>The claims of a secured device.</summary>
    public static TokenClaims Claims(PsaProfile profile, string device = "device")
    {
        using var key = Key(device);
        return new()
        {
            Profile = profile.Id(),
            Nonce = Challenge,
            BootSeed = Bytes("boot seed", 32),
            InstanceId = InstanceId.OfPoint(key.PublicKey.Raw),
            ImplementationId = Bytes("implementation", 32),
            ClientId = -1006632960,
            Lifecycle = (long)SecurityLifecycle.Secured,
            SoftwareComponents =
            [
                new() { MeasurementType = "SPE", MeasurementValue = Bytes("SPE", 32), Version = "2.2.2", SignerId = Bytes("signer", 32), Description = "SHA256" },
                new() { MeasurementType = "NSPE", MeasurementValue = Bytes("NSPE", 32), Version = "0.0.0", SignerId = Bytes("signer", 32), Description = "SHA256" },
            ],
            VerificationService = "https://verifier.example",
            CertificationReference = "1234567890128-00042",
            PlatformConfig = profile.IsCca() ? Bytes("config", 4) : default(ReadOnlyMemory<byte>?),
            HashAlgorithm = profile.IsCca() ? "sha-256" : null,
        };
    }

    /// <summary>The token of claims, signed by the device's key.</summary>
    public static byte[] Sign(PsaProfile profile, TokenClaims claims, string device = "device", byte[]? keyId = null) =>
        Sign(ClaimSetWriter.Write(profile, claims), device, keyId);

    /// <summary>The token of a payload, signed by the device's key.</summary>
    public static byte[] Sign(byte[] payload, string device = "device", byte[]? keyId = null)
    {
        using var key = Key(device);
        return CoseSign1.Sign(CoseAlgorithm.Es256, keyId is null ? default(ReadOnlyMemory<byte>?) : keyId, payload, m => key.Sign(m, Source));
    }

    /// <summary>The token of a secured device.</summary>
    public static byte[] Token(PsaProfile profile = PsaProfile.Rfc9783, string device = "device") => Sign(profile, Claims(profile, device), device);

    /// <summary>The token of an Arm CCA realm: the platform's and the realm's.</summary>
    /// <param name="sample">What it is made of; null for one that is in order.</param>
    public static byte[] Realm(RealmSample? sample = null)
    {
        sample ??= new();
        using var realmKey = Key("realm");
        byte[] publicKey = sample.PublicKey ?? InstanceId.CoseKey(realmKey.PublicKey.Raw);
        byte[] platform = Sign(sample.Platform, Claims(sample.Platform) with { Nonce = sample.Binding ?? SHA256.HashData(publicKey) });
        var claims = new CborWriter().Map(8)
            .Whole(265).Text(sample.Profile)
            .Whole(10).Bytes(Bytes("realm challenge", 64))
            .Whole(44235).Bytes(Bytes("personalisation", 64))
            .Whole(44236).Text("sha-256")
            .Whole(44237).Bytes(publicKey)
            .Whole(44238).Bytes(Bytes("initial", 32))
            .Whole(44239).Array(4);
        for (int i = 0; i < 4; i++)
            claims.Bytes(Bytes($"measurement {i}", 32));
        byte[] realm = Sign(claims.Whole(44240).Text(sample.KeyHash).ToBytes(), "realm");
        return new CborWriter().Tag(907).Map(2)
            .Whole(44234).Array(2).Whole(263).Bytes(platform)
            .Whole(44241).Array(2).Whole(263).Bytes(realm)
            .ToBytes();
    }
}
