using System.Security.Cryptography;
using Rootline.Core.Entropy;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Proof.Attestation;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Proof.Attestation;

public sealed class EnrolmentTests(ITestOutputHelper output)
{
    [VectorFact]
    public void The_key_of_every_signed_token_of_a_running_TF_M_is_recovered()
    {
        int recovered = 0;
        foreach (var token in TfmToken.All)
        {
            if (token.Tag == 17)
            {
                Assert.Equal(KeyRecoveryFaults.Symmetric, KeyRecovery.Recover(token.Bytes).Fault?.Code);
                continue;
            }

            using var key = KeyRecovery.Recover(token.Bytes).OrThrow(token.Name);
            Assert.Equal(token.OfDevice("iak_public_point").AsSpan(1), key.Point);
            recovered++;
        }

        output.Tell($"keys recovered from tokens of a running TF-M: {recovered}");
        Assert.Equal(31, recovered);
    }

    [Theory]
    [InlineData(384, CoseAlgorithm.Es384)]
    [InlineData(521, CoseAlgorithm.Es512)]
    public void Keys_of_the_larger_curves_are_recovered_and_verify(int bits, CoseAlgorithm algorithm)
    {
        using var device = ECDsa.Create(bits == 384 ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP521);
        var q = device.ExportParameters(false).Q;
        byte[] point = [.. q.X!, .. q.Y!];
        byte[] payload = ClaimSetWriter.Write(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783) with { InstanceId = InstanceId.OfCoseKey(point) });
        byte[] token = CoseSign1.Sign(algorithm, null, payload, m => device.SignData(m, algorithm.Hash()));
        using var key = KeyRecovery.Recover(token).OrThrow();
        Assert.Equal(point, key.Point);
        Assert.Equal(device.ExportSubjectPublicKeyInfo(), key.ToSpki());
        Assert.True(new TokenVerifier(new OneTokenKey(key)).Judge(token, new()).Ok);
        using var p256 = TokenKey.FromPoint(TokenSamples.Key().PublicKey.Raw)!;
        Assert.Equal(TokenKeyFaults.Kind, Assert.Single(new TokenVerifier(new OneTokenKey(p256)).Judge(token, new()).Reasons).Code);
    }

    [Fact]
    public void A_token_whose_instance_id_is_made_in_another_way_is_not_enrolled()
    {
        var claims = TokenSamples.Claims(PsaProfile.Rfc9783) with { InstanceId = (byte[])[1, .. new byte[32]] };
        Assert.Equal(KeyRecoveryFaults.NoKey, KeyRecovery.Recover(TokenSamples.Sign(PsaProfile.Rfc9783, claims)).Fault?.Code);
        byte[] changed = TokenSamples.Token();
        changed[60] ^= 1;
        Assert.NotNull(KeyRecovery.Recover(changed).Fault);
    }

    [Fact]
    public void A_nonce_is_good_once_and_until_it_expires()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var book = new NonceBook([]);
        var first = book.Issue(new SeededEntropy(1), 32, start, TimeSpan.FromSeconds(60));
        var second = book.Issue(new SeededEntropy(2), 64, start, TimeSpan.FromSeconds(600));
        Assert.Equal((32, 64), (first.Nonce.Length, second.Nonce.Length));
        Assert.Null(book.Check(first.Nonce.Span, start.AddSeconds(59)));
        Assert.Equal(NonceFaults.Expired, book.Check(first.Nonce.Span, start.AddSeconds(60))?.Code);
        Assert.Equal(NonceFaults.Unknown, book.Check(new byte[32], start)?.Code);
        book.Use(second.Nonce.Span);
        Assert.Equal(NonceFaults.Unknown, book.Check(second.Nonce.Span, start)?.Code);
        book.Issue(new SeededEntropy(3), 48, start.AddSeconds(60), TimeSpan.FromSeconds(1));
        Assert.Single(book.Open);
        Assert.Throws<ArgumentOutOfRangeException>(() => book.Issue(new SeededEntropy(3), 33, start, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_nonce_that_asks_for_a_test_signature_is_never_given_out()
    {
        var book = new NonceBook([]);
        var source = new StubbornEntropy();
        var issued = book.Issue(source, 32, default, TimeSpan.FromSeconds(1));
        Assert.False(issued.Nonce.Span.StartsWith(NonceRule.ShortCircuit));
        Assert.Equal(3, source.Draws);
    }

    // Gives what must not be given out, twice.
    private sealed class StubbornEntropy : EntropySource
    {
        public int Draws { get; private set; }

        public override bool IsSeeded => true;

        public override void Fill(Span<byte> destination)
        {
            destination.Clear();
            destination[3] = (byte)(++Draws < 3 ? 0x80 : 0x81);
        }

        public override EntropySource Fork(string label) => this;
    }
}
