using System.Text;
using System.Text.Json;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Tfm;

/// <summary>TF-M's published dummy values are known by name; those of other devices are not.</summary>
public sealed class DummyValuesTests
{
    [VectorFact]
    public void The_values_of_a_dummy_device_are_known_and_those_of_others_are_not()
    {
        foreach (string device in (string[])["dummy", "devA", "devB", "devC"])
        {
            var known = JsonDocument.Parse(Vectors.Read($"tfm/devices/{device}.json")).RootElement;
            foreach (string name in (string[])["huk", "iak", "boot_seed", "implementation_id", "entropy"])
            {
                if (known.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } hex)
                    Assert.Equal(device == "dummy", DummyValues.NameOf(Convert.FromHexString(hex)) is not null);
            }
        }
    }

    [Theory]
    [InlineData("kid@trustedfirmware.example")]
    [InlineData("0604565272829-10010")]
    [InlineData("0604565272829100")]
    [InlineData("www.trustedfirmware.org")]
    public void Texts_are_known_with_and_without_the_zeros_behind_them(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.StartsWith("the dummy ", DummyValues.NameOf(bytes), StringComparison.Ordinal);
        Assert.NotNull(DummyValues.NameOf([.. bytes, 0, 0, 0]));
        Assert.Null(DummyValues.NameOf([.. bytes, 0, 1]));
        Assert.Null(DummyValues.NameOf(bytes.AsSpan(1)));
    }

    [VectorFact]
    public void The_key_of_an_image_is_known_by_its_hash_and_as_raw_point()
    {
        byte[] burned = Vectors.Read("tfm/otp/v17_2_rotpk.bin");
        Assert.Equal("the dummy RSA-3072 key of image 0", DummyValues.NameOf(burned.AsSpan(0x110, 32)));
        Assert.Equal("the dummy RSA-3072 key of image 1", DummyValues.NameOf(burned.AsSpan(0x130, 32)));
        using var key = TestKeys.Of("image");
        var own = PublicKeyBytes.FromSpki(key.PublicKey.ToSpki()).OrThrow();
        Assert.Null(DummyValues.NameOf(Rotpk.ToRaw(own)));
        Assert.Null(DummyValues.NameOf(own.Hash(ImageDigest.Sha256)));
        Assert.Null(DummyValues.NameOf([]));
        Assert.Null(DummyValues.NameOf(new byte[32]));
        Assert.Equal(SignatureKind.EcdsaP256, own.Kind);
    }
}
