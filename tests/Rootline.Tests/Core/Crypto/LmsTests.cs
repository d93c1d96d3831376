using System.Text.Json;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Core.Crypto;

/// <summary>Hash-based signatures, as TF-M's first boot stage verifies them.</summary>
public sealed class LmsTests(ITestOutputHelper output)
{
    [Fact]
    public void Signatures_of_another_program_verify_with_the_leaves_that_made_them()
    {
        using var vector = JsonDocument.Parse(Vectors.Own("tfm/lms.json"));
        var key = LmsPublicKey.Parse(Convert.FromHexString(vector.RootElement.GetProperty("publicKey").GetString()!))!;
        int good = 0;
        foreach (var row in vector.RootElement.GetProperty("rows").EnumerateArray())
        {
            byte[] message = Convert.FromHexString(row.GetProperty("message").GetString()!);
            byte[] signature = Convert.FromHexString(row.GetProperty("signature").GetString()!);
            Assert.True(key.Verify(message, signature));
            Assert.False(key.Verify([.. message, 0], signature));
            signature[3] ^= 1; // another leaf
            Assert.False(key.Verify(message, signature));
            good++;
        }

        output.Tell($"LMS: {good} signatures of another program verify, of the first leaf, the last and two between");
    }

    [Fact]
    public void A_key_that_signs_once_verifies_and_nothing_else_does()
    {
        byte[] message = [.. "boot loader"u8];
        var (bytes, signature) = LmsSingleUseKey.Sign(message, new SeededEntropy(5));
        Assert.Equal((LmsPublicKey.Length, LmsPublicKey.SignatureLength), (bytes.Length, signature.Length));
        var key = LmsPublicKey.Parse(bytes)!;
        Assert.True(key.Verify(message, signature));
        Assert.False(key.Verify(message.AsSpan(1), signature));
        Assert.False(key.Verify(message, signature.AsSpan(1)));
        Assert.False(key.Verify(message, [.. signature, 0]));
        for (int at = 0; at < signature.Length; at += 11)
        {
            byte[] changed = [.. signature];
            changed[at] ^= 0x20;
            Assert.False(key.Verify(message, changed), $"byte {at}");
        }

        for (int at = 0; at < bytes.Length; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 1;
            Assert.False(LmsPublicKey.Parse(changed)?.Verify(message, signature) == true, $"byte {at}");
            Assert.Null(LmsPublicKey.Parse(bytes.AsSpan(0, at)));
        }
    }
}
