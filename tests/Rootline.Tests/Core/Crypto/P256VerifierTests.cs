using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Core.Crypto;

public sealed class P256VerifierTests(ITestOutputHelper output) : IDisposable
{
    private readonly P256PrivateKey _key = P256PrivateKey.Generate(new SeededEntropy(3));
    private readonly byte[] _message = "a record"u8.ToArray();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_signature_is_taken_in_either_form_and_over_its_own_digest_only(bool native)
    {
        using var verifier = P256Verifier.Open(_key.PublicKey, native);
        byte[] raw = _key.Sign(_message, new SeededEntropy(1));
        byte[] digest = SHA256.HashData(_message);
        Assert.True(verifier.Verify(digest, raw));
        Assert.True(verifier.VerifyDer(digest, EcdsaSignatureForm.ToDer(raw)));
        Assert.False(verifier.Verify(digest, raw.AsSpan(..63)));
        Assert.False(verifier.Verify(digest.AsSpan(..31), raw));
        Assert.False(verifier.VerifyDer(digest, raw));
        digest[31] ^= 1;
        Assert.False(verifier.Verify(digest, raw));
    }

    [Fact]
    public void Linux_verifies_with_libcrypto_and_the_choice_can_be_refused()
    {
        using var native = P256Verifier.Open(_key.PublicKey);
        using var platform = P256Verifier.Open(_key.PublicKey, native: false);
        Assert.True(native.IsNative);
        Assert.False(platform.IsNative);
    }

    [Fact]
    public void Both_ways_give_the_same_answer_for_every_changed_bit_and_for_numbers_out_of_range()
    {
        using var native = P256Verifier.Open(_key.PublicKey);
        using var platform = P256Verifier.Open(_key.PublicKey, native: false);
        byte[] digest = SHA256.HashData(_message);
        int cases = 0;
        foreach (byte[] signature in Changed(_key.Sign(_message, new SeededEntropy(1))))
        {
            Assert.False(native.Verify(digest, signature));
            Assert.False(platform.Verify(digest, signature));
            cases++;
        }

        // A failed verification leaves nothing behind that spoils the next one.
        Assert.True(native.Verify(digest, _key.Sign(_message, new SeededEntropy(2))));
        output.Tell($"{cases} changed signatures judged alike by both verifiers");
    }

    [Fact]
    public void A_verifier_outlives_the_key_that_it_was_opened_with_and_ends_with_its_own_disposal()
    {
        var key = _key.PublicKey.Copy();
        var verifier = P256Verifier.Open(key);
        key.Dispose();
        byte[] raw = _key.Sign(_message, new SeededEntropy(1));
        Assert.True(verifier.Verify(SHA256.HashData(_message), raw));
        verifier.Dispose();
        verifier.Dispose();
        Assert.Throws<ObjectDisposedException>(() => verifier.Verify(SHA256.HashData(_message), raw));
    }

    private static IEnumerable<byte[]> Changed(byte[] signature)
    {
        for (int bit = 0; bit < signature.Length * 8; bit++)
        {
            var changed = (byte[])signature.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return changed;
        }

        byte[] order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        byte[][] numbers = [new byte[32], [.. Enumerable.Repeat((byte)0xFF, 32)], order];
        foreach (byte[] number in numbers)
        {
            yield return [.. number, .. signature.AsSpan(32)];
            yield return [.. signature.AsSpan(..32), .. number];
            yield return [.. number, .. number];
        }
    }
}
