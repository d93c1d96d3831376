using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Crypto;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class AesCmacTests
{
    private const string Key = "2b7e151628aed2a6abf7158809cf4f3c";
    private const string Message = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    [Theory]
    [InlineData(0, "bb1d6929e95937287fa37d129b756746")]
    [InlineData(16, "070a16b46b4d4144f79bdd9dd04a287c")]
    [InlineData(40, "dfa66747de9ae63030ca32611497c827")]
    [InlineData(64, "51f0bebf7e3b9d92fc49741779363cfe")]
    public void The_examples_of_RFC_4493_are_met(int length, string expected) =>
        Assert.Equal(expected, Compute(Key, Message[..(2 * length)]));

    [VectorFact]
    public void Every_shared_vector_is_met_with_all_three_key_lengths()
    {
        var vectors = CryptoVectors.Of("aes-cmac");
        Assert.Equal([128, 192, 256], vectors.Select(v => v.GetProperty("keyBits").GetInt32()).Distinct().Order());
        Assert.All(vectors, v => Assert.Equal(v.Text("mac"), Compute(v.Text("key"), v.Text("message"))));
    }

    [Fact]
    public void A_code_with_one_changed_bit_is_refused() => Prop.ForAll<byte[], byte>((message, bit) =>
    {
        byte[] key = Convert.FromHexString(Key);
        var mac = new byte[AesCmac.Length];
        AesCmac.Compute(key, message, mac);
        bool accepted = AesCmac.Verify(key, message, mac);
        mac[bit / 8 % 16] ^= (byte)(1 << (bit % 8));
        return accepted && !AesCmac.Verify(key, message, mac);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void A_code_of_another_length_is_refused(int length) =>
        Assert.False(AesCmac.Verify(Convert.FromHexString(Key), [], Convert.FromHexString("bb1d6929e95937287fa37d129b756746ff").AsSpan(0, length)));

    private static string Compute(string key, string message)
    {
        var mac = new byte[AesCmac.Length];
        AesCmac.Compute(Convert.FromHexString(key), Convert.FromHexString(message), mac);
        return Convert.ToHexStringLower(mac);
    }
}
