using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Store;
using Rootline.Proof.Attestation;
using Rootline.TestSupport.Psa;

namespace Rootline.Bench.Benches;

/// <summary>Verdicts on attestation tokens beside the verification of their signatures alone, in the same rounds.</summary>
internal static class AttestBench
{
    private const int Devices = 200;

    public static BenchTable Run(BenchOptions options)
    {
        int rounds = options.RoundsOf(25, 3);
        int passes = options.Quick ? 2 : 20;
        var devices = Enumerable.Range(0, Devices).Select(i => new Device(i)).ToList();
        using var store = new TokenKeyStore(devices.Select(d => d.Known));
        var verifier = new TokenVerifier(store);
        List<double> warm = [], cold = [], raw = [];
        for (int round = -2; round < rounds; round++)
        {
            double whole = PerSecond(passes, () => Judge(verifier, devices));
            double limit = PerSecond(passes, () => Verify(devices));
            double first = PerSecond(1, () => JudgeAnew(devices));
            // The first rounds compile.
            if (round < 0)
                continue;
            warm.Add(whole);
            raw.Add(limit);
            cold.Add(first);
        }

        foreach (var device in devices)
            device.Verifier.Dispose();
        return new(
            "attest",
            "ECDSA P-256 verification of the same signatures over ready digests, with imported keys, in the same process and rounds",
            [
                new($"verdicts on tokens of {Devices} devices, keys imported", "tokens a second and core", new(warm), new(raw), new Sample(warm).Over(new(raw)), "0.85"),
                new($"the same, each device's first token", "tokens a second and core", new(cold), new(raw), new Sample(cold).Over(new(raw)), "-"),
            ],
            ["A verdict is everything that `attest verify` judges: CBOR, COSE, key by instance id, signature, claims of RFC 9783, challenge, policy with two reference values. Tokens have some 500 bytes. Time is the processor's."]);
    }

    private static void Judge(TokenVerifier verifier, List<Device> devices)
    {
        foreach (var device in devices)
        {
            if (!verifier.Judge(device.Token, Device.Terms).Ok)
                throw new InvalidOperationException("a token of the bench is refused");
        }
    }

    private static void JudgeAnew(List<Device> devices)
    {
        using var store = new TokenKeyStore(devices.Select(d => d.Known));
        Judge(new(store), devices);
    }

    private static void Verify(List<Device> devices)
    {
        foreach (var device in devices)
        {
            if (!device.Verifier.Verify(device.Digest, device.Signature))
                throw new InvalidOperationException("a signature of the bench is wrong");
        }
    }

    private static double PerSecond(int passes, Action action)
    {
        var meter = new Meter();
        for (int i = 0; i < passes; i++)
            action();
        return passes * Devices / meter.Processor;
    }

    private sealed class Device
    {
        public static readonly TokenTerms Terms = new()
        {
            Challenge = TokenSamples.Challenge,
            Policy = new()
            {
                Profiles = [PsaProfile.Rfc9783],
                References = [.. TokenSamples.Claims(PsaProfile.Rfc9783).SoftwareComponents!.Select(c => new ReferenceValue { SignerId = c.SignerId, Digests = [c.MeasurementValue!.Value] })],
            },
        };

        public Device(int number)
        {
            string name = $"bench {number}";
            Token = TokenSamples.Token(device: name);
            using var key = TokenSamples.Key(name);
            Known = new(InstanceId.OfPoint(key.PublicKey.Raw), key.PublicKey.ToSpki()) { Origin = KeyOrigin.Given, Token = new byte[32], Time = default };
            Verifier = P256Verifier.Open(key.PublicKey);
            var message = CoseMessage.Parse(Token).OrThrow();
            Digest = SHA256.HashData(message.ToBeAuthenticated());
            Signature = message.Authenticator.ToArray();
        }

        public byte[] Token { get; }

        public KnownDevice Known { get; }

        public P256Verifier Verifier { get; }

        public byte[] Digest { get; }

        public byte[] Signature { get; }
    }
}
