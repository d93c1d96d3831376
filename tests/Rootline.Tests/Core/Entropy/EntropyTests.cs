using Rootline.Core.Entropy;
using Xunit;

namespace Rootline.Tests.Core.Entropy;

public sealed class EntropyTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes_however_they_are_drawn()
    {
        var once = new SeededEntropy(7).Bytes(100);
        var source = new SeededEntropy(7);
        byte[] pieces = [.. source.Bytes(1), .. source.Bytes(31), .. source.Bytes(33), .. source.Bytes(35)];
        Assert.Equal(once, pieces);
        Assert.NotEqual(once, new SeededEntropy(8).Bytes(100));
    }

    [Fact]
    public void Forks_depend_on_their_label_and_not_on_what_was_drawn_before()
    {
        var root = new SeededEntropy(7);
        byte[] card = root.Fork("card").Bytes(32);
        root.Bytes(5);
        Assert.Equal(card, root.Fork("card").Bytes(32));
        Assert.NotEqual(card, root.Fork("chip").Bytes(32));
        Assert.NotEqual(card, root.Fork("card").Fork("card").Bytes(32));
        Assert.NotEqual(card, new SeededEntropy(7).Bytes(32));
    }

    [Fact]
    public void A_fork_of_a_seeded_source_is_seeded_and_the_systems_is_not()
    {
        Assert.True(new SeededEntropy(0).Fork("x").IsSeeded);
        Assert.False(new SystemEntropy().Fork("x").IsSeeded);
        Assert.NotEqual(new SystemEntropy().Bytes(32), new SystemEntropy().Bytes(32));
    }

    // The files that a seed gives are compared between versions: the stream is a promise.
    [Fact]
    public void The_stream_of_seed_seven_stays_what_it_is() =>
        Assert.Equal(SeedSeven, Convert.ToHexStringLower(new SeededEntropy(7).Bytes(16)));

    private const string SeedSeven = "cab42f84bae31c02160f2e1f11219899";
}
