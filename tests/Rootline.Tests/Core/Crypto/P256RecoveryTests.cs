using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class P256RecoveryTests
{
    [Fact]
    public void The_signers_key_is_among_the_candidates_and_every_candidate_verifies()
    {
        var entropy = new SeededEntropy(5);
        for (int i = 0; i < 8; i++)
        {
            using var key = P256PrivateKey.Generate(entropy);
            byte[] message = entropy.Bytes(100);
            byte[] signature = key.Sign(message, entropy);
            var candidates = P256Recovery.Candidates(SHA256.HashData(message), signature);

            Assert.Contains(candidates, c => c.AsSpan().SequenceEqual(key.PublicKey.Raw));
            Assert.All(candidates, c =>
            {
                using var candidate = P256PublicKey.FromPoint(c);
                Assert.True(candidate!.Verify(message, signature));
            });
        }
    }

    [Fact]
    public void What_is_no_signature_has_no_candidate()
    {
        byte[] digest = new byte[32];
        byte[] high = [.. Enumerable.Repeat((byte)0xFF, 64)];

        Assert.Empty(P256Recovery.Candidates(digest, new byte[64]));
        Assert.Empty(P256Recovery.Candidates(digest, high));
        Assert.Empty(P256Recovery.Candidates(digest, new byte[63]));
        Assert.Empty(P256Recovery.Candidates(new byte[31], [.. new byte[63], 1]));
    }
}
