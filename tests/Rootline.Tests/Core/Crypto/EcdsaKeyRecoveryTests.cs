using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Core.Crypto;

public sealed class EcdsaKeyRecoveryTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(256, 40)]
    [InlineData(384, 10)]
    [InlineData(521, 6)]
    public void The_key_of_a_signature_is_among_its_candidates_and_each_of_them_verifies(int bits, int keys)
    {
        var curve = bits switch { 256 => ECCurve.NamedCurves.nistP256, 384 => ECCurve.NamedCurves.nistP384, _ => ECCurve.NamedCurves.nistP521 };
        var hash = bits switch { 256 => HashAlgorithmName.SHA256, 384 => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };
        byte[] digest = CryptographicOperations.HashData(hash, "message"u8);
        int candidates = 0;
        for (int i = 0; i < keys; i++)
        {
            using var key = ECDsa.Create(curve);
            byte[] signature = key.SignHash(digest);
            var q = key.ExportParameters(false).Q;
            var found = EcdsaKeyRecovery.Candidates(signature, digest);
            Assert.Contains(found, c => c.AsSpan().SequenceEqual([.. q.X!, .. q.Y!]));
            foreach (byte[] candidate in found)
            {
                using var other = ECDsa.Create(new ECParameters { Curve = curve, Q = new() { X = candidate[..(candidate.Length / 2)], Y = candidate[(candidate.Length / 2)..] } });
                Assert.True(other.VerifyHash(digest, signature));
                candidates++;
            }
        }

        output.Tell($"keys recovered from signatures on P-{bits}: {keys}, candidates that verify: {candidates}");
    }

    [Fact]
    public void A_signature_of_no_key_has_no_candidates()
    {
        byte[] digest = new byte[32];
        byte[] order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        byte[] one = [.. new byte[31], 1];
        Assert.Empty(EcdsaKeyRecovery.Candidates([.. new byte[32], .. one], digest));
        Assert.Empty(EcdsaKeyRecovery.Candidates([.. one, .. new byte[32]], digest));
        Assert.Empty(EcdsaKeyRecovery.Candidates([.. order, .. one], digest));
        Assert.Empty(EcdsaKeyRecovery.Candidates([.. one, .. order], digest));
        Assert.Throws<ArgumentException>(() => EcdsaKeyRecovery.Candidates(new byte[63], digest));
        Assert.Throws<ArgumentException>(() => EcdsaKeyRecovery.Candidates(new byte[64], new byte[33]));
    }
}
