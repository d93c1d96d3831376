using Rootline.Formats.Nxp.Container;
using Rootline.Formats.Nxp.Trust;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Trust;

public sealed class TpChallengeTests
{
    [Fact]
    public void A_challenge_is_written_as_its_layout_says_and_read_back()
    {
        var random = TestKeys.Bytes("challenge", 16);
        byte[] expected = [0, 0, 1, 0x33, 24, 0, 0, 0, 16, 0, 0, 0xA0, 0x34, 0x12, 0, 0x20, .. random];

        Assert.Equal(expected, new TpChallenge(random, 0x1234).ToBytes());
        var challenge = TpChallenge.Parse(expected).OrThrow();
        Assert.Equal(random, challenge.Random.ToArray());
        Assert.Equal(0x1234, challenge.KeyFlags);
    }

    [Fact]
    public void A_changed_byte_is_refused_or_changes_what_is_read()
    {
        var original = TpChallenge.Parse(TrustSamples.Challenge).OrThrow();
        Assert.All(Mutation.ByteChanges(TrustSamples.Challenge), change =>
        {
            if (TpChallenge.Parse(change.Bytes).Try(out var read, out _))
                Assert.True(read.KeyFlags != original.KeyFlags || !read.Random.Span.SequenceEqual(original.Random.Span) || change.Bytes[2] == 2, $"offset {change.Offset}");
        });
    }

    [Fact]
    public void Every_truncation_is_refused_and_what_follows_in_a_buffer_is_not_looked_at()
    {
        Assert.All(Mutation.Truncations(TrustSamples.Challenge), bytes => Assert.False(TpChallenge.ParsePrefix(bytes).Ok));
        byte[] buffer = [.. TrustSamples.Challenge, 1, 2, 3];
        Assert.False(TpChallenge.Parse(buffer).Ok);
        Assert.True(TpChallenge.ParsePrefix(buffer).Ok);
    }

    [Fact]
    public void Another_container_is_refused()
    {
        ReadOnlyMemory<byte> random = TestKeys.Bytes("challenge", 16);
        byte[][] others =
        [
            new ContainerWriter().ToBytes(),
            new ContainerWriter().Add(PayloadType.Challenge, random[1..]).ToBytes(),
            new ContainerWriter().Add(PayloadType.WrapIv, random).ToBytes(),
            new ContainerWriter().Add(PayloadType.Challenge, default(Destination), random).ToBytes(),
            new ContainerWriter().Add(PayloadType.Challenge, random).Add(PayloadType.Challenge, random).ToBytes(),
            new ContainerWriter().Add(PayloadType.Challenge, random).Protect(AuthenticationType.Crc32, default),
        ];

        Assert.All(others, bytes => ContainerReaderTests.Refused("tp-message-form", TpChallenge.Parse(bytes)));
    }

    [VectorTheory]
    [InlineData("card2/challenge.bin", 8, "1ce9bf8fd2a8658b50409b7565a38535")]
    [InlineData("target1/challenge.bin", 0, null)]
    [InlineData("traces/x_challenge.bin", 8, "5f61836b5ab80deb3cdef897e7162b3d")]
    public void Recorded_challenges_are_read_and_written_alike(string file, int flags, string? random)
    {
        var bytes = Vectors.Read($"spsdk-tp/{file}");

        var challenge = TpChallenge.Parse(bytes).OrThrow();

        Assert.Equal(flags, challenge.KeyFlags);
        Assert.Equal(random ?? Convert.ToHexStringLower(bytes[16..]), Convert.ToHexStringLower(challenge.Random.Span));
        Assert.Equal(bytes, challenge.ToBytes());
    }
}
