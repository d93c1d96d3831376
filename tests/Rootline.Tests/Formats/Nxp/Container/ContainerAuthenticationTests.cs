using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Container;

public sealed class ContainerAuthenticationTests
{
    private static readonly byte[] Key = TestKeys.Bytes("symmetric", 16);

    public static TheoryData<byte, AuthenticationType> SymmetricForms => new()
    {
        { 1, AuthenticationType.AesCmac },
        { 1, AuthenticationType.Hmac256 },
        { 1, AuthenticationType.Crc32 },
        { 2, AuthenticationType.AesCmac },
        { 2, AuthenticationType.Hmac256 },
        { 2, AuthenticationType.Crc32 },
    };

    [Theory]
    [InlineData(1, "400000C000002000")] // version 1: type in the payload type field
    [InlineData(2, "400000C020000000")] // version 2: type in the extra field
    public void The_version_says_where_the_authentication_entry_keeps_its_type(byte major, string header)
    {
        using var key = TestKeys.Of("signer");

        var bytes = Content(major).Sign(key, TestKeys.Entropy);
        var container = TpContainer.Parse(bytes).OrThrow();

        Assert.Equal(Convert.FromHexString(header), bytes[^72..^64]);
        Assert.Equal(major, container.Major);
        Assert.Equal(bytes[..^64], container.SignedBytes.ToArray());
        Assert.True(container.IsSignedBy(key.PublicKey));
        Assert.False(container.HasCode(Key));
    }

    [Fact]
    public void A_container_signed_with_another_key_is_not_accepted()
    {
        using var key = TestKeys.Of("signer");
        using var other = TestKeys.Of("other");

        Assert.False(TpContainer.Parse(Content(1).Sign(other, TestKeys.Entropy)).OrThrow().IsSignedBy(key.PublicKey));
    }

    [Theory]
    [MemberData(nameof(SymmetricForms))]
    public void A_symmetric_code_is_accepted_with_its_key_alone(byte major, AuthenticationType type)
    {
        using var signer = TestKeys.Of("signer");
        var bytes = Content(major).Protect(type, Key);

        var container = TpContainer.Parse(bytes).OrThrow();

        Assert.Equal((major, type, type.CodeLength()), (container.Major, container.Authentication!.Type, container.Authentication.Code.Length));
        Assert.True(container.HasCode(Key));
        Assert.Equal(type == AuthenticationType.Crc32, container.HasCode(TestKeys.Bytes("other", 16)));
        Assert.False(container.IsSignedBy(signer.PublicKey));
    }

    [Fact]
    public void The_codes_are_those_of_their_algorithms()
    {
        var signed = Content(1).Protect(AuthenticationType.Hmac256, Key);
        Assert.Equal(HMACSHA256.HashData(Key, signed.AsSpan(..^32)), signed[^32..]);

        // The CRC is stored little-endian and padded with zeros to 8 bytes.
        var summed = Content(1).Protect(AuthenticationType.Crc32, default);
        Assert.Equal([.. BitConverter.GetBytes(Crc.Crc32(summed.AsSpan(..^8))), 0, 0, 0, 0], summed[^8..]);
    }

    [Theory]
    [MemberData(nameof(SymmetricForms))]
    public void No_changed_byte_of_a_protected_container_is_accepted(byte major, AuthenticationType type) =>
        Assert.All(
            Mutation.ByteChanges(Content(major).Protect(type, Key)),
            change => Assert.False(TpContainer.Parse(change.Bytes).Try(out var container, out _) && container.HasCode(Key), $"offset {change.Offset}"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_changed_byte_of_a_signed_container_is_accepted(byte major)
    {
        using var key = TestKeys.Of("signer");
        Assert.All(
            Mutation.ByteChanges(Content(major).Sign(key, TestKeys.Entropy)),
            change => Assert.False(TpContainer.Parse(change.Bytes).Try(out var container, out _) && container.IsSignedBy(key.PublicKey), $"offset {change.Offset}"));
    }

    [Theory]
    [InlineData("00000000")] // type none
    [InlineData("00003000")] // unknown type
    [InlineData("20002000")] // both fields
    [InlineData("20000000")] // the place of the other version
    public void An_authentication_entry_of_no_usable_type_is_refused(string fields)
    {
        using var key = TestKeys.Of("signer");
        var bytes = Content(1).Sign(key, TestKeys.Entropy);
        Convert.FromHexString(fields).CopyTo(bytes, bytes.Length - 68);

        ContainerReaderTests.Refused("container-authentication", TpContainer.Parse(bytes));
    }

    [Fact]
    public void A_code_of_another_length_than_its_type_is_refused()
    {
        var bytes = Content(1).Protect(AuthenticationType.Hmac256, Key);
        bytes[^34] = (byte)AuthenticationType.Ecdsa256;

        ContainerReaderTests.Refused("container-authentication", TpContainer.Parse(bytes));
    }

    [Theory]
    [InlineData("crc", "crc")] // two authentication entries
    [InlineData("crc", "entry")] // an entry after the authentication entry
    public void Nothing_follows_the_authentication_entry(string first, string second)
    {
        byte[] crc = [4, 0, 0, 0xC0, 0, 0, 0xFE, 0, 1, 2, 3, 4, 0, 0, 0, 0];
        byte[] entry = [1, 0, 0, 0xA0, 0, 0, 0, 0x20, 7, 0, 0, 0, 0, 0, 0, 0];
        byte[] Of(string name) => name == "crc" ? crc : entry;

        ContainerReaderTests.Refused("container-authentication", TpContainer.Parse((byte[])[0, 0, 1, 0x33, 32, 0, 0, 0, .. Of(first), .. Of(second)]));
    }

    private static ContainerWriter Content(byte major) => new ContainerWriter(major)
        .Add(PayloadType.DieIdKey, TestKeys.Bytes("payload", 13), 3)
        .Add(PayloadType.OemCertificate, new(DestinationKind.Memory, 0x10040000), TestKeys.Bytes("certificate", 21), 1);
}
