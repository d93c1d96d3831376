using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Consoles;
using Xunit;

namespace Rootline.Tests.Formats.Consoles;

public sealed class ConsoleTextTests
{
    [Fact]
    public void A_console_becomes_lines_without_NUL_colour_and_carriage_return()
    {
        var text = new ConsoleText();

        Assert.Equal(["[WRN] NOT SECURE", "next"], text.Take("[WRN] \u001b[1;31mNOT \u001b[1;1mSECURE\u001b[0m\0\r\nnext\nrest"u8));
        Assert.Equal("rest", text.Rest);
        Assert.Equal("rest", text.End());
        Assert.Equal("", text.End());
    }

    [Fact]
    public void A_line_without_an_end_is_split_so_that_it_fills_no_memory()
    {
        var text = new ConsoleText();
        for (int i = 0; i < 100; i++)
            Assert.Empty(text.Take(new byte[1024]));

        Assert.All(text.Take(Encoding.ASCII.GetBytes(new string('x', 5000))), l => Assert.Equal(ConsoleText.MaxLine, l.Length));
        Assert.Equal(5000 % ConsoleText.MaxLine, text.End().Length);
    }

    [Fact]
    public void An_escape_sequence_swallows_no_end_of_a_line_and_never_more_than_its_limit()
    {
        Assert.Equal(["a", "b"], new ConsoleText().Take("a\u001b[31\nb\n"u8));
        Assert.Equal(["a", "b"], new ConsoleText().Take("a\u001b\nb\n"u8));
        Assert.Equal(["000rest"], new ConsoleText().Take(Encoding.ASCII.GetBytes("\u001b[" + new string('0', 18) + "rest\n")));
    }

    [Fact]
    public void Any_bytes_give_the_same_printable_lines_however_they_are_cut() => Prop.ForAll<byte[], byte>((bytes, where) =>
    {
        int cut = Math.Min(where, bytes.Length);
        var (whole, parts) = (new ConsoleText(), new ConsoleText());
        var lines = whole.Take(bytes);
        Assert.Equal([.. lines, whole.End()], parts.Take(bytes.AsSpan(0, cut)).Concat(parts.Take(bytes.AsSpan(cut))).Append(parts.End()));
        Assert.All(lines, l => Assert.DoesNotContain(l, c => c is < ' ' or > '~'));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
