using System.Text;
using Rootline.Cli.Config;
using Rootline.Cli.Config.Nodes;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Xunit;

namespace Rootline.Tests.Cli.Config;

public sealed class ConfigDocumentTests
{
    private const string Yaml = """
        # a comment
        family: lpc55s69
        oem_id_addresses: [0x1004_0000, &a 0x1004_1000, *a]
        oem_id_config:
          issuer: {COMMON_NAME: "Big \"Tech\"", POSTAL_CODE: 756 61}
          duration: 3650
        empty:

        """;

    private const string Json = """
        {
          "family": "lpc55s69", "quota": 5,
          "list": [1, true, null, {"a": "\u00e9"}]
        }
        """;

    [Fact]
    public void YAML_gives_nodes_with_the_lines_of_their_keys()
    {
        var root = Map(Yaml);
        Assert.Equal([("family", 2), ("oem_id_addresses", 3), ("oem_id_config", 4), ("empty", 7)], root.Entries.Select(e => (e.Key, e.Line)));
        var list = Assert.IsType<ConfigList>(root.Entries[1].Value);
        Assert.Equal(["0x1004_0000", "0x1004_1000", "0x1004_1000"], list.Items.Cast<ConfigScalar>().Select(s => s.Text!));
        Assert.Null(Assert.IsType<ConfigScalar>(root.Entries[3].Value).Text);
    }

    [Fact]
    public void JSON_gives_nodes_with_the_lines_of_their_keys()
    {
        var root = Map(Json);
        Assert.Equal([("family", 2), ("quota", 2), ("list", 3)], root.Entries.Select(e => (e.Key, e.Line)));
        var list = Assert.IsType<ConfigList>(root.Entries[2].Value);
        Assert.Equal(["1", "true", null], list.Items.Take(3).Cast<ConfigScalar>().Select(s => s.Text));
        Assert.Equal("é", Assert.IsType<ConfigScalar>(Assert.IsType<ConfigMap>(list.Items[3]).Entries[0].Value).Text);
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "line 3: key a is given twice")]
    [InlineData("{\"a\": 1,\n \"a\": 2}", "line 2: key a is given twice")]
    [InlineData("a: 1\n<<: {b: 2}\n", "line 2: merge keys")]
    [InlineData("a: 1\n---\nb: 2\n", "a second document begins")]
    [InlineData("a: *nowhere\n", "line 1: alias nowhere has no anchor")]
    [InlineData("a: [1, 2\n", "line 2:")]
    [InlineData("a: \"open\n", "line")]
    [InlineData("? [a]\n: b\n", "line 1:")]
    [InlineData("\"\\ud800\": 1", "line")]
    public void What_cannot_be_read_is_named_with_its_line(string text, string what)
    {
        var parsed = Parse(text);
        Assert.False(parsed.Ok);
        Assert.Equal("configuration", parsed.Fault!.Code.Id);
        Assert.Contains(what, parsed.Fault.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("{\"a\":", "}")]
    public void Nesting_is_taken_to_its_limit_and_no_further(string open, string close)
    {
        Assert.True(Parse(Nested(open, close, ConfigLimits.Depth)).Ok);
        Assert.False(Parse(Nested(open, close, ConfigLimits.Depth + 1)).Ok);
        Assert.False(Parse(string.Concat(Enumerable.Repeat(open, 100_000))).Ok);
    }

    [Fact]
    public void Aliases_of_aliases_cost_nothing()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++)
            text.Append($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n");
        Assert.Equal(40, Map(text.ToString()).Entries.Count);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() =>
        Assert.Contains("UTF-8", ConfigDocument.Parse([(byte)'a', (byte)':', 0xFF]).Fault!.What, StringComparison.Ordinal);

    [Theory]
    [InlineData(Yaml)]
    [InlineData(Json)]
    public void Every_truncation_and_every_changed_byte_is_read_or_refused(string text)
    {
        byte[] good = Encoding.UTF8.GetBytes(text);
        for (int i = 0; i < good.Length; i++)
        {
            _ = ConfigDocument.Parse(good.AsSpan(0, i)).Ok;
            byte kept = good[i];
            foreach (byte other in (byte[])[0, 9, 10, 34, 38, 42, 58, 91, 93, 123, 125, 0x80, 0xFF, (byte)(kept ^ 1)])
            {
                good[i] = other;
                _ = ConfigDocument.Parse(good).Ok;
            }

            good[i] = kept;
        }

        Assert.True(ConfigDocument.Parse(good).Ok);
    }

    [Fact]
    public void Twenty_thousand_mangled_files_are_read_or_refused()
    {
        var entropy = new SeededEntropy(5);
        byte[] marks = Encoding.UTF8.GetBytes("{}[]:,-?&*!|>'\"%@`#\n\t <~.\\0a\0\u00e9\ufeff\u2028");
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes(i % 2 == 0 ? Yaml : Json);
            byte[] draws = entropy.Bytes(13);
            for (int k = 0; k <= draws[12] % 4; k++)
                text[((draws[3 * k] << 8) | draws[(3 * k) + 1]) % text.Length] = marks[draws[(3 * k) + 2] % marks.Length];
            if (!ConfigDocument.Parse(text).Try(out _, out var fault))
                Assert.Equal("configuration", fault.Code.Id);
        }
    }

    private static Parsed<ConfigNode> Parse(string text) => ConfigDocument.Parse(Encoding.UTF8.GetBytes(text));

    private static ConfigMap Map(string text) => Assert.IsType<ConfigMap>(Parse(text).OrThrow());

    private static string Nested(string open, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
}
