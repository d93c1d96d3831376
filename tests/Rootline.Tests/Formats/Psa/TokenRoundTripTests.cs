using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cbor;
using Rootline.Formats.Psa.Cose;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Psa;

public sealed class TokenRoundTripTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Every_token_of_a_running_TF_M_is_written_again_byte_for_byte()
    {
        foreach (var token in TfmToken.All)
        {
            var message = CoseMessage.Parse(token.Bytes).OrThrow(token.Name);
            Assert.Equal(token.Tag, (int)message.Kind);
            Assert.Equal(token.Bytes, Again(message));
            Assert.Equal(message.Payload.ToArray(), PayloadAgain(ClaimSet.Parse(message.Payload).OrThrow(token.Name)));
        }

        output.Tell($"tokens of a running TF-M written again: {TfmToken.All.Count}");
        Assert.Equal(34, TfmToken.All.Count);
    }

    [VectorFact]
    public void Instance_ids_of_the_devices_are_made_as_TF_M_makes_them()
    {
        foreach (var token in TfmToken.All.DistinctBy(t => t.Device))
        {
            byte[] point = token.OfDevice("iak_public_point");
            Assert.Equal(token.OfDevice("instance_id_v17"), InstanceId.OfPoint(point.AsSpan(1)));
            Assert.Equal(token.OfDevice("instance_id_v22"), InstanceId.OfCoseKey(point.AsSpan(1)));
            Assert.Equal(token.OfDevice("iak_cose_key"), InstanceId.CoseKey(point.AsSpan(1)));
            Assert.Equal(token.OfDevice("instance_id_symmetric"), InstanceId.OfSymmetric(token.OfDevice("iak")));
        }
    }

    [Theory]
    [InlineData(CoseAlgorithm.Es256)]
    [InlineData(CoseAlgorithm.Hmac256)]
    [InlineData(CoseAlgorithm.Hmac384)]
    [InlineData(CoseAlgorithm.Hmac512)]
    public void A_token_has_the_length_that_is_told_before_and_reads_as_it_was_made(CoseAlgorithm algorithm)
    {
        using var key = P256PrivateKey.Generate(new SeededEntropy(5));
        byte[] payload = [0xA0];
        foreach (byte[]? id in (byte[]?[])[null, [1, 2, 3]])
        {
            var keyId = id is null ? default(ReadOnlyMemory<byte>?) : id;
            byte[] token = algorithm.IsMac()
                ? CoseMac0.Authenticate(algorithm, keyId, payload, new byte[32])
                : CoseSign1.Sign(algorithm, keyId, payload, m => key.Sign(m, new SeededEntropy(6)));
            Assert.Equal(token.Length, algorithm.IsMac() ? CoseMac0.LengthOf(algorithm, keyId, payload) : CoseSign1.LengthOf(algorithm, keyId, payload));
            var message = CoseMessage.Parse(token).OrThrow();
            Assert.Equal(algorithm, message.Header.Algorithm);
            Assert.Equal(id, message.Header.KeyId?.ToArray());
            Assert.Equal(payload, message.Payload.ToArray());
        }
    }

    private static byte[] Again(CoseMessage message) => message.Kind == CoseKind.Sign1
        ? CoseSign1.Sign(message.Header.Algorithm, message.Header.KeyId, message.Payload.Span, _ => message.Authenticator.ToArray())
        : [.. CoseMac0.Authenticate(message.Header.Algorithm, message.Header.KeyId, message.Payload.Span, default)[..^message.Authenticator.Length], .. message.Authenticator.Span];

    // The writer's order and encoding, with the values taken from the claims one by one.
    private static byte[] PayloadAgain(ClaimSet set)
    {
        var profile = Enum.GetValues<PsaProfile>().Single(p => set.Find(p.Labels().Profile)?.Text == p.Id());
        var labels = profile.Labels();
        var claims = new TokenClaims
        {
            Nonce = set.Find(labels.Nonce)?.Bytes,
            BootSeed = set.Find(labels.BootSeed)?.Bytes,
            InstanceId = set.Find(labels.InstanceId)?.Bytes,
            ImplementationId = set.Find(labels.ImplementationId)?.Bytes,
            ClientId = set.Find(labels.ClientId)?.Whole,
            Lifecycle = set.Find(labels.Lifecycle)?.Whole,
            Profile = set.Find(labels.Profile)?.Text,
            HashAlgorithm = set.Find(labels.HashAlgorithm)?.Text,
            PlatformConfig = set.Find(labels.PlatformConfig)?.Bytes,
            VerificationService = set.Find(labels.VerificationService)?.Text,
            CertificationReference = set.Find(labels.CertificationReference)?.Text,
            SoftwareComponents = Components(set.Find(labels.SoftwareComponents)!.Value),
        };
        byte[] written = ClaimSetWriter.Write(profile, claims);
        // Some releases of TF-M wrote a text that is not UTF-8 into claim 2402: it is put back as it was.
        return set.Find(labels.HashAlgorithm) is { Text: null } broken
            ? ClaimSetWriter.Write(profile, claims with { HashAlgorithm = new string('?', broken.Content.Length) }).Replaced(new string('?', broken.Content.Length), broken.Content.Span)
            : written;
    }

    private static List<SoftwareComponent> Components(CborItem list)
    {
        var reader = new CborReader(list.Encoded);
        int count = reader.Array();
        var components = new List<SoftwareComponent>();
        for (int i = 0; i < count; i++)
        {
            var entry = ClaimSet.Of(reader.Item()).OrThrow();
            components.Add(new()
            {
                MeasurementType = entry.Find(ComponentKey.MeasurementType)?.Text,
                MeasurementValue = entry.Find(ComponentKey.MeasurementValue)?.Bytes,
                Version = entry.Find(ComponentKey.Version)?.Text,
                SignerId = entry.Find(ComponentKey.SignerId)?.Bytes,
                Description = entry.Find(ComponentKey.Description)?.Text,
            });
        }

        return components;
    }
}

file static class Replacement
{
    public static byte[] Replaced(this byte[] bytes, string text, ReadOnlySpan<byte> content)
    {
        int at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text));
        content.CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
