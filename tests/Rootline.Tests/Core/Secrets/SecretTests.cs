using Rootline.Core.Secrets;
using Xunit;

namespace Rootline.Tests.Core.Secrets;

public sealed class SecretTests
{
    [Fact]
    public void Disposal_wipes_the_bytes_that_were_handed_out()
    {
        var secret = Secret.CopyOf([1, 2, 3]);
        var span = secret.Span;
        Assert.Equal([1, 2, 3], span.ToArray());
        secret.Dispose();
        Assert.Equal([0, 0, 0], span.ToArray());
        Assert.Throws<ObjectDisposedException>(() => secret.Span.Length);
    }

    [Fact]
    public void Taking_wipes_the_source_and_copying_does_not()
    {
        byte[] source = [1, 2, 3];
        using var copy = Secret.CopyOf(source);
        Assert.Equal([1, 2, 3], source);
        using var taken = Secret.Take(source);
        Assert.Equal([0, 0, 0], source);
        Assert.True(taken.FixedTimeEquals(copy.Span));
    }

    [Fact]
    public void A_copy_lives_on_when_the_original_is_wiped()
    {
        var original = Secret.CopyOf([9]);
        using var copy = original.Copy();
        original.Dispose();
        Assert.Equal(9, copy.Span[0]);
    }

    [Fact]
    public void Its_text_shows_the_length_alone()
    {
        using var secret = Secret.CopyOf([0xAB, 0xCD]);
        Assert.Equal("[secret, 2 bytes]", secret.ToString());
        Assert.Equal("[secret, 2 bytes]", $"{secret}");
    }
}
