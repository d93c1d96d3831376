using Rootline.Formats.Nxp.Trust;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Trust;

public sealed class EnvelopeTests
{
    [Fact]
    public void A_sealed_plaintext_opens_with_its_keys_alone()
    {
        using var keys = SessionKeys.Derive(TestKeys.Bytes("z", 32), SessionConstants.Virtual);
        using var others = SessionKeys.Derive(TestKeys.Bytes("other z", 32), SessionConstants.Virtual);
        using var plaintext = TrustSamples.Secrets.ToPlaintext(default);

        var envelope = Envelope.Seal(plaintext, keys, Envelope.MakeIv(SessionConstants.Virtual, 1));

        using var opened = envelope.Open(keys).OrThrow();
        Assert.True(opened.FixedTimeEquals(plaintext.Span));
        ContainerReaderTests.Refused("tp-unwrap", envelope.Open(others));
    }

    [Fact]
    public void No_changed_byte_of_ciphertext_or_tag_is_opened()
    {
        using var keys = SessionKeys.Derive(TestKeys.Bytes("z", 32), SessionConstants.Virtual);
        using var plaintext = TrustSamples.Secrets.ToPlaintext(default);
        var envelope = Envelope.Seal(plaintext, keys, Envelope.MakeIv(SessionConstants.Virtual, 1));

        Assert.All(Mutation.ByteChanges(envelope.Tag.ToArray()), change => Assert.False((envelope with { Tag = change.Bytes }).Open(keys).Ok));
        Assert.All(Mutation.ByteChanges(envelope.Ciphertext[..64].ToArray()), change =>
            Assert.False((envelope with { Ciphertext = (byte[])[.. change.Bytes, .. envelope.Ciphertext[64..].Span] }).Open(keys).Ok));
    }

    [Fact]
    public void The_initial_counter_block_is_twelve_bytes_of_the_constant_and_a_number() =>
        Assert.Equal("0102030405060708090a0b0c000f4240", Convert.ToHexStringLower(Envelope.MakeIv(SessionConstants.Virtual, 1_000_000)));

    [Fact]
    public void Different_constants_give_different_keys()
    {
        var constants = new SessionConstants(TestKeys.Bytes("a", 32), TestKeys.Bytes("b", 32), TestKeys.Bytes("c", 32));
        using var keys = SessionKeys.Derive(TestKeys.Bytes("z", 32), constants);

        Assert.False(keys.KeyWrap.FixedTimeEquals(keys.Encryption.Span));
        Assert.False(keys.Encryption.FixedTimeEquals(keys.Mac.Span));
    }
}
