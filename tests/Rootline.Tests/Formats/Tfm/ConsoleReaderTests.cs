using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Consoles;
using Rootline.Formats.Tfm.Console;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Tfm;

/// <summary>The console of a TF-M platform: the logs of running firmware, and what a line can be broken by.</summary>
public sealed class ConsoleReaderTests
{
    // For each log: its boots as up, dummy, provisioning, and the event that stopped it.
    public static TheoryData<string, string> Logs => new()
    {
        { "v17_bl2_done_s_not_injected_reset_loop", "provisioning NoAssemblyData; provisioning NoAssemblyData" },
        { "v17_dummy_first_then_second_boot", "up dummy provisioning; up dummy" },
        { "v17_dummy_off_nothing_injected", "provisioning NoAssemblyData" },
        { "v17_provisioned_then_warm_reset", "provisioning; up" },
        { "v22_dummy_first_then_second_boot", "up dummy provisioning; up dummy" },
        { "v22_provisioned", "up" },
    };

    [VectorTheory]
    [MemberData(nameof(Logs))]
    public void The_log_of_a_running_firmware_tells_what_happened(string name, string story)
    {
        byte[] log = Vectors.Read($"tfm/console/{name}.txt");
        Assert.Equal(story, Story(ConsoleReader.ReadAll(log)));
        Assert.All(ConsoleReader.ReadAll(log), l => Assert.DoesNotContain(l.Text, c => c is < ' ' or > '~'));
        var bytewise = new ConsoleReader();
        Assert.Equal(ConsoleReader.ReadAll(log), log.SelectMany(b => bytewise.Feed([b])).Concat(bytewise.End()));
    }

    [VectorFact]
    public void Every_log_of_the_vectors_is_in_the_table() => Assert.Equal(
        Directory.EnumerateFiles(Path.Combine(Vectors.Folder!, "tfm/console")).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal),
        Logs.Select(r => (string)r[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("[INF] Beginning BL2 provisioning\r\n", ConsoleLevel.Info, ConsoleEvent.Bl2Provisioning, "Beginning BL2 provisioning")]
    [InlineData("[WRN]\u001b[1;31m \0TFM_DUMMY_PROVISIONING is not suitable for production! \0This device is \u001b[1;1mNOT SECURE\0\u001b[0m\r\n", ConsoleLevel.Warning, ConsoleEvent.DummyBuild, "TFM_DUMMY_PROVISIONING is not suitable for production! This device is NOT SECURE")]
    [InlineData("\0No valid PSA_ROT provisioning data found\r\n", ConsoleLevel.None, ConsoleEvent.NoPsaRotData, "No valid PSA_ROT provisioning data found")]
    [InlineData("[ERR] OTP system initialization failed\n", ConsoleLevel.Error, ConsoleEvent.OtpFailed, "OTP system initialization failed")]
    [InlineData("\u001b[1;34mBooting TF-M v1.7.0\u001b[0m", ConsoleLevel.None, ConsoleEvent.SecureBooted, "Booting TF-M v1.7.0")]
    [InlineData("a\u001b[31\nb", ConsoleLevel.None, ConsoleEvent.Other, "a")]
    public void A_line_is_read_without_colours_and_nuls(string bytes, ConsoleLevel level, ConsoleEvent what, string text) =>
        Assert.Equal(new ConsoleLine(level, what, text), ConsoleReader.ReadAll(Encoding.Latin1.GetBytes(bytes))[0]);

    [Fact]
    public void A_reset_inside_a_line_begins_a_boot()
    {
        var lines = ConsoleReader.ReadAll("[INF] Starting bootloader\r\n[INF] Jumping to the fi[INF] Starting bootloader\r\n"u8);
        Assert.Equal(["Starting bootloader", "Jumping to the fi", "Starting bootloader"], lines.Select(l => l.Text));
        Assert.Equal(2, ConsoleBoot.Split(lines).Count);
    }

    [Fact]
    public void A_line_without_an_end_is_split_and_shown()
    {
        var reader = new ConsoleReader();
        Assert.Equal(3, reader.Feed(Encoding.ASCII.GetBytes(new string('x', (3 * ConsoleText.MaxLine) + 5))).Count);
        Assert.Equal("xxxxx", reader.Rest);
        Assert.Equal("xxxxx", Assert.Single(reader.End()).Text);
        Assert.Empty(reader.End());
    }

    [Fact]
    public void Any_bytes_give_printable_lines_however_they_are_cut() => Prop.ForAll<byte[], byte>((bytes, where) =>
    {
        int cut = Math.Min(where, bytes.Length);
        var reader = new ConsoleReader();
        var parts = reader.Feed(bytes.AsSpan(0, cut)).Concat(reader.Feed(bytes.AsSpan(cut))).Concat(reader.End()).ToList();
        Assert.Equal(ConsoleReader.ReadAll(bytes), parts);
        Assert.All(parts, l => Assert.DoesNotContain(l.Text, c => c is < ' ' or > '~'));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static string Story(IEnumerable<ConsoleLine> lines) => string.Join("; ", ConsoleBoot.Split(lines).Select(b => string.Join(' ', new[]
    {
        b.IsUp ? "up" : null, b.IsDummy ? "dummy" : null, b.IsProvisioning ? "provisioning" : null, b.Failure?.Event.ToString(),
    }.OfType<string>())));
}
