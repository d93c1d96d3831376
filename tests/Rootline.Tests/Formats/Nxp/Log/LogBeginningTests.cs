using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Nxp.Log;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Log;

public sealed class LogBeginningTests
{
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void Any_text_is_read_as_it_was_written() =>
        Prop.ForAll<uint, byte>((counter, fill) =>
        {
            var beginning = new LogBeginning(Math.Max(counter, 1), Enumerable.Repeat(fill, 32).ToArray());
            var read = LogBeginning.Parse(beginning.ToString()).OrThrow();
            return read.Counter == beginning.Counter && read.StartHash.AsSpan().SequenceEqual(beginning.StartHash);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("5")]
    [InlineData("0:")]
    [InlineData("05:")]
    [InlineData("+5:")]
    [InlineData("-5:")]
    [InlineData(" 5:")]
    [InlineData("4294967296:")]
    public void A_wrong_counter_is_refused(string start) =>
        Assert.Equal(AuditFaults.Beginning, LogBeginning.Parse(start + Hash).Fault!.Code);

    [Fact]
    public void Every_truncation_and_a_longer_hash_are_refused()
    {
        string text = "5:" + Hash;
        for (int length = 0; length < text.Length; length++)
            Assert.False(LogBeginning.Parse(text[..length]).Ok, text[..length]);
        Assert.False(LogBeginning.Parse(text + "a").Ok);
        Assert.False(LogBeginning.Parse(text + "aa").Ok);
        Assert.False(LogBeginning.Parse(text[..^1] + "g").Ok);
    }

    [Theory]
    [InlineData(4, 4, "counter 4")]
    [InlineData(4, 6, "counters 4, 5 and 6")]
    [InlineData(4, 5, "counters 4 and 5")]
    [InlineData(4, 900, "counters 4 to 900")]
    [InlineData(long.MinValue, long.MaxValue, "counters -9223372036854775808 to 9223372036854775807")]
    public void Missing_numbers_are_named(long first, long last, string text) =>
        Assert.Equal(text, MissingNumbers.Name("counter", first, last));
}
