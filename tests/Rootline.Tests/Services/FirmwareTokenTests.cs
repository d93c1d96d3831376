using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rootline.Core.Entropy;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Services.Attestation;
using Rootline.Services.Framework;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Services;

/// <summary>Tokens of running TF-M firmware: given the same device, the service makes the same bytes, but for the signature.</summary>
public sealed class FirmwareTokenTests(ITestOutputHelper output)
{
    private const int SignatureLength = 64;

    [VectorFact]
    public void Tokens_of_running_firmware_are_made_again_byte_for_byte()
    {
        using var document = JsonDocument.Parse(Vectors.Read("tfm/tokens/expected.json"));
        int signed = 0;
        int authenticated = 0;
        foreach (var row in document.RootElement.EnumerateArray())
        {
            string name = row.GetProperty("token").GetString()!;
            byte[] expected = Repaired(Vectors.Read($"tfm/tokens/{name}"));
            byte[] made = Make(row, name);
            bool isMac = row.GetProperty("cose_tag").GetInt32() == (int)CoseKind.Mac0;
            int compared = expected.Length - (isMac ? 0 : SignatureLength);
            Assert.Equal(expected.Length, made.Length);
            Assert.True(expected.AsSpan(0, compared).SequenceEqual(made.AsSpan(0, compared)), name);
            if (!isMac)
                Assert.True(Verifies(made, row.GetProperty("device").GetString()!), name);
            (signed, authenticated) = isMac ? (signed, authenticated + 1) : (signed + 1, authenticated);
        }

        Assert.True(signed + authenticated >= 31);
        output.Tell($"attestation service: {signed + authenticated} tokens of TF-M 1.7.0 and 2.2.2 made again, {authenticated} of them whole, {signed} but for the signature");
    }

    private static byte[] Make(JsonElement row, string name)
    {
        var device = TfmDevice.Read(row.GetProperty("device").GetString()!);
        var claims = row.GetProperty("claims");
        var platform = new FixedPlatform { Key = device.Iak, KeyType = name.Contains("_sym_", StringComparison.Ordinal) ? 0x03800009u : 0x12 };
        platform.Items[AttestationItem.ImplementationId] = device.ImplementationId;
        platform.Items[AttestationItem.BootSeed] = device.BootSeed;
        Put(platform, AttestationItem.CertificationReference, claims, "-75005", "2398");
        Put(platform, AttestationItem.VerificationService, claims, "-75010", "2400");
        platform.Items[AttestationItem.HashAlgorithm] = "not-hash-extended"u8.ToArray();
        platform.Items[AttestationItem.PlatformConfiguration] = [0xEF, 0xBE, 0xAD, 0xDE];
        platform.Lifecycle = Claim(claims, "-75002", "2395")!.Value.GetInt32();
        ushort type = 0x103F;
        foreach (var component in Claim(claims, "-75006", "2399")!.Value.EnumerateArray())
        {
            platform.Add(type, Component(component).ToBootRecord());
            type += 0x40;
        }

        bool isOld = row.GetProperty("tfm_version").GetString() == "1.7.0";
        var profile = PsaProfiles.Find(Claim(claims, "-75000", "265")!.Value.GetString()!)!.Value;
        var build = (isOld ? AttestationBuild.Tfm17(profile) : AttestationBuild.Tfm22(profile)) with
        {
            IncludesOptionalClaims = !name.Contains("_noopt_", StringComparison.Ordinal),
            IncludesKeyId = row.GetProperty("kid").ValueKind != JsonValueKind.Null,
        };
        var service = new AttestationService(build, platform, new SeededEntropy(1));
        var token = new OutputVector(592);
        int client = isOld ? -1 : -1006632960;
        Assert.Equal(PsaStatus.Success, service.Call(new(client, AttestationRequest.GetToken, new ReadOnlyMemory<byte>[] { Hex(row.GetProperty("nonce")) }, token)));
        return token.Written.ToArray();
    }

    // TF-M 2.2.2 writes 17 bytes of its memory where the name of the hash algorithm belongs; the name itself has 17 letters.
    private static byte[] Repaired(byte[] token)
    {
        int at = token.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x19, 0x09, 0x62, 0x71]);
        if (at >= 0)
            "not-hash-extended"u8.CopyTo(token.AsSpan(at + 4));
        return token;
    }

    private static bool Verifies(byte[] token, string device)
    {
        var message = CoseMessage.Parse(token).OrThrow();
        using var key = ECDsa.Create();
        key.ImportFromPem(Encoding.ASCII.GetString(Vectors.Read($"tfm/devices/{device}_iak_pub.pem")));
        return key.VerifyData(message.ToBeAuthenticated(), message.Authenticator.Span, HashAlgorithmName.SHA256);
    }

    private static SoftwareComponent Component(JsonElement component) => new()
    {
        MeasurementType = component.GetProperty("1").GetString(),
        Version = component.GetProperty("4").GetString(),
        SignerId = Hex(component.GetProperty("5").GetProperty("bytes")),
        Description = component.GetProperty("6").GetString(),
        MeasurementValue = Hex(component.GetProperty("2").GetProperty("bytes")),
    };

    private static void Put(FixedPlatform platform, AttestationItem item, JsonElement claims, string one, string other)
    {
        if (Claim(claims, one, other) is { } text)
            platform.Items[item] = [.. Encoding.UTF8.GetBytes(text.GetString()!), 0];
    }

    private static JsonElement? Claim(JsonElement claims, string one, string other) =>
        claims.TryGetProperty(one, out var value) || claims.TryGetProperty(other, out value) ? value : null;

    private static byte[] Hex(JsonElement text) => Convert.FromHexString(text.GetString()!);
}
