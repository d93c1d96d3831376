using Rootline.Formats.Consoles;
using Rootline.Formats.Nordic.Console;
using Xunit;

namespace Rootline.Tests.Formats.Nordic;

public sealed class ConsoleTests
{
    [Fact]
    public void Lines_come_the_same_however_the_bytes_are_cut()
    {
        byte[] bytes = "\u001b[0m[00:00:00.250,000] <inf> provisioning_image: Success!\r\n"u8.ToArray();
        var whole = new ConsoleText().Take(bytes);
        var single = new ConsoleText();

        Assert.Equal(whole, bytes.SelectMany(b => single.Take([b])));
        Assert.Equal("Success!", ZephyrLine.Of(whole.Single()).Text);
    }

    [Fact]
    public void A_line_of_the_log_has_time_level_module_and_text()
    {
        const string Text = "[00:00:00.250,000] <inf> provisioning_image: Success!";
        var line = ZephyrLine.Of(Text);

        Assert.Equal((TimeSpan.FromMilliseconds(250), "inf", "provisioning_image", "Success!"), (line.Time, line.Level, line.Module, line.Text));
        Assert.Equal(Text, line.ToString());
        Assert.Equal(new(null, null, null, "Success!"), ZephyrLine.Of("Success! "));
        Assert.Null(ZephyrLine.Of("[00:00:00.250,000] <inf> : x").Module);
    }

    [Fact]
    public void The_marks_in_their_order_are_a_success()
    {
        var console = Judge(ProvisioningMessages.Marks.Select(m => m.Text));

        Assert.True(console.HasSucceeded && console.IsOver && !console.HasDummyIdentity);
        Assert.Equal(5, console.Marks.Count);
    }

    [Fact]
    public void A_missing_doubled_or_exchanged_mark_is_no_success()
    {
        var texts = ProvisioningMessages.Marks.Select(m => m.Text).ToList();
        for (int i = 0; i < texts.Count; i++)
        {
            Assert.False(Judge(texts.Where((_, at) => at != i)).HasSucceeded);
            var doubled = texts.ToList();
            doubled.Insert(i, texts[i]);
            Assert.Equal(i == texts.Count - 1, Judge(doubled).HasSucceeded);
            for (int j = i + 1; j < texts.Count; j++)
            {
                var exchanged = texts.ToList();
                (exchanged[i], exchanged[j]) = (exchanged[j], exchanged[i]);
                Assert.False(Judge(exchanged).HasSucceeded);
            }
        }
    }

    [Fact]
    public void Every_failure_of_the_image_ends_it()
    {
        foreach (var failure in ProvisioningFailure.OfImage)
        {
            for (int after = 0; after < ProvisioningMessages.Marks.Count; after++)
            {
                var texts = ProvisioningMessages.Marks.Take(after).Select(m => m.Text).Append(failure.Text).Append(ProvisioningMessages.Success);
                var console = Judge(texts);
                Assert.Equal((failure, true, false), (console.Failure, console.IsOver, console.HasSucceeded));
            }
        }

        Assert.Equal(12, ProvisioningFailure.OfImage.Concat(ProvisioningFailure.OfNetworkCore).Concat(ProvisioningFailure.OfTfm).Select(f => f.Text).Distinct().Count());
    }

    [Fact]
    public void A_dummy_identity_key_is_told() =>
        Assert.True(Judge([.. ProvisioningMessages.Marks.Take(4).Select(m => m.Text), ProvisioningMessages.DummyIdentity, ProvisioningMessages.Success]).HasDummyIdentity);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(480)]
    public void A_token_is_read_from_its_dump(int length)
    {
        byte[] token = TestKeys.Bytes("token", length);
        var dump = new TokenDump();
        dump.Take(ZephyrLine.Of($"[00:00:01.000,000] <inf> app: {TokenDump.Announce(length)}"));
        Assert.Null(dump.Token);
        foreach (string line in TokenDump.LinesOf(token))
        {
            dump.Take(ZephyrLine.Of(line));
            dump.Take(ZephyrLine.Of("[00:00:01.000,000] <inf> app: something else"));
        }

        Assert.Equal(token, dump.Token);
    }

    [Fact]
    public void A_broken_dump_gives_no_token()
    {
        var lines = TokenDump.LinesOf(new byte[40]);
        foreach (string announcement in (string[])[TokenDump.Announce(4097), TokenDump.Announce(41), "Received initial attestation token of x bytes.", ""])
        {
            var dump = new TokenDump();
            dump.Take(ZephyrLine.Of(announcement));
            foreach (string line in lines)
                dump.Take(ZephyrLine.Of(line));
            Assert.Null(dump.Token);
        }
    }

    private static ProvisioningConsole Judge(IEnumerable<string> texts)
    {
        var console = new ProvisioningConsole();
        foreach (string text in texts)
            console.Take(ZephyrLine.Of($"[00:00:00.250,000] <inf> provisioning_image: {text}"));
        return console;
    }
}
