using System.Text;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Nxp.Log;

public sealed class LogWaiverJsonTests(ITestOutputHelper output) : IDisposable
{
    private readonly CertifiedLog _card = new(new SeededEntropy(26));

    public void Dispose() => _card.Dispose();

    [Fact]
    public void A_waiver_survives_its_file_with_its_signature()
    {
        foreach (var waiver in (LogWaiver[])[Sample(), Sample() with { After = null }, Sample() with { Reason = "Stromausfall \"Linie 4\" – <ü>" }])
        {
            var signed = waiver.SignedWith(_card.LogKey, new SeededEntropy(1));
            var read = LogWaiverJson.Decode(LogWaiverJson.Encode(signed)).OrThrow();
            Assert.Equal(LogWaiverJson.Encode(signed), LogWaiverJson.Encode(read));
            Assert.True(read.IsSignedBy(_card.LogKey.PublicKey));
            Assert.False(read.IsSignedBy(_card.Oem));
            Assert.Equal((signed.Reason, signed.Units), (read.Reason, read.Units));
        }
    }

    [Fact]
    public void A_waiver_of_schema_1_is_read_for_ever_and_written_the_same()
    {
        byte[] kept = File.ReadAllBytes(RepositoryRoot.PathOf("tests/vectors/nxp/log/waiver-schema-1.json"));
        var waiver = LogWaiverJson.Decode(kept).OrThrow();
        Assert.True(waiver.IsSignedBy(_card.LogKey.PublicKey));
        Assert.Equal(("20260002", 4u, 6u, "power cut in hall 3", "anna"), (waiver.CardId, waiver.First, waiver.Last, waiver.Reason, waiver.By));
        Assert.Equal(kept, LogWaiverJson.Encode(Sample().SignedWith(_card.LogKey, new SeededEntropy(1))));
    }

    [Fact]
    public void Every_changed_byte_and_every_truncation_is_refused_or_breaks_the_signature()
    {
        byte[] file = LogWaiverJson.Encode(Sample().SignedWith(_card.LogKey, new SeededEntropy(1)));
        int cases = 0;
        foreach (byte[] changed in Mutation.Truncations(file[..^1]).Concat(Mutation.ByteChanges(file).Select(c => c.Bytes)))
        {
            if (LogWaiverJson.Decode(changed).Try(out var waiver, out var fault))
                Assert.False(waiver.IsSignedBy(_card.LogKey.PublicKey), Encoding.UTF8.GetString(changed));
            else
                Assert.Contains(fault.Code, (FaultCode[])[WaiverFaults.Form, WaiverFaults.Newer]);
            cases++;
        }

        Mutation.Feed(b => LogWaiverJson.Decode(b), file);
        output.Tell($"{cases + Mutation.Cases} damaged waivers refused or unsigned");
    }

    [Theory]
    [InlineData("\"type\":\"rootline-log-waiver\"", "\"type\":\"rootline-log-report\"")]
    [InlineData("\"schema\":1", "\"schema\":2")]
    [InlineData("\"schema\":1", "\"schema\":\"1\"")]
    [InlineData("\"card\":\"20260002\"", "\"card\":\"\"")]
    [InlineData("\"card\":\"20260002\"", "\"card\":null")]
    [InlineData("\"first\":4", "\"first\":0")]
    [InlineData("\"first\":4", "\"first\":7")]
    [InlineData("\"first\":4", "\"first\":-4")]
    [InlineData("\"first\":4", "\"first\":4.0")]
    [InlineData("\"last\":6", "\"last\":4294967296")]
    [InlineData("\"first\":4,", "")]
    [InlineData("\"first\":4,", "\"first\":4,\"first\":4,")]
    [InlineData("\"first\":4,", "\"first\": 4,")]
    [InlineData("\"before\":\"", "\"before\":\"00")]
    [InlineData("\"after\":\"", "\"after\":\"AA")]
    [InlineData("\"by\":\"anna\"", "\"by\":\"\"")]
    [InlineData("\"reason\":\"power cut in hall 3\"", "\"reason\":\"\"")]
    [InlineData("\"time\":\"2026", "\"time\":\"26")]
    [InlineData("\"signature\":\"", "\"signature\":\"00")]
    [InlineData("}", ",\"more\":1}")]
    [InlineData("}", "}}")]
    [InlineData("{", "[{")]
    public void Whatever_is_not_the_canonical_form_is_refused(string part, string other)
    {
        string text = Encoding.UTF8.GetString(LogWaiverJson.Encode(Sample().SignedWith(_card.LogKey, new SeededEntropy(1))));
        string changed = text.Replace(part, other, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        Assert.False(LogWaiverJson.Decode(Encoding.UTF8.GetBytes(changed)).Ok);
    }

    [Fact]
    public void Long_texts_and_long_files_are_refused()
    {
        Assert.True(Decodes(Sample() with { Reason = new string('r', 512), By = new string('b', 128), CardId = new string('c', 128) }));
        Assert.False(Decodes(Sample() with { Reason = new string('r', 513) }));
        Assert.False(Decodes(Sample() with { By = new string('b', 129) }));
        Assert.False(Decodes(Sample() with { CardId = new string('c', 129) }));
        Assert.False(LogWaiverJson.Decode(new byte[WaiverLimits.Length + 1]).Ok);
        Assert.False(LogWaiverJson.Decode([]).Ok);
    }

    internal static LogWaiver Sample() => new()
    {
        CardId = "20260002",
        First = 4,
        Last = 6,
        Before = [.. Enumerable.Repeat((byte)0xB1, 32)],
        After = [.. Enumerable.Repeat((byte)0xA2, 32)],
        Reason = "power cut in hall 3",
        By = "anna",
        Time = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero),
    };

    private bool Decodes(LogWaiver waiver) => LogWaiverJson.Decode(LogWaiverJson.Encode(waiver.SignedWith(_card.LogKey, new SeededEntropy(1)))).Ok;
}
