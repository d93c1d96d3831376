using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Xunit;

namespace Rootline.Tests.Formats.Files;

public sealed class IntelHexTests
{
    [Fact]
    public void A_file_that_stays_below_64_KiB_has_no_upper_address()
    {
        Assert.Equal(":03FFFD0001020" + "3FB\n:00000001FF\n", Written((0xFFFD, [1, 2, 3])));
        Assert.Equal(":020000040000FA\n:03FFFD00010203FB\n:020000040001F9\n:010000000" + "4FB\n:00000001FF\n", Written((0xFFFD, [1, 2, 3, 4])));
        Assert.Equal(":020000040000FA\n:0100000001FE\n:020000040801F1\n:0100000002FD\n:00000001FF\n", Written((0, [1]), (0x08010000, [2])));
        Assert.Equal(":00000001FF\n", Written((0, [])));
    }

    [Fact]
    public void A_run_breaks_at_sixteen_bytes_and_at_a_gap_and_joins_without_one()
    {
        Assert.Equal(":100010000000000000000000000000000000000" + "0E0\n:0100200000DF\n:00000001FF\n", Written((0x10, new byte[17])));
        Assert.Equal(Written((0x10, [1, 2, 3, 4])), Written((0x10, [1, 2]), (0x12, [3, 4])));
        Assert.Equal(":0100100001EE\n:0100120002EB\n:00000001FF\n", Written((0x10, [1]), (0x12, [2])));
    }

    [Fact]
    public void What_is_written_is_read_with_gaps_filled()
    {
        var runs = from start in Gen.Choose(0, 0x30000)
                   from gaps in Gen.Choose(0, 70).ListOf(5)
                   from lengths in Gen.Choose(1, 90).ListOf(5)
                   select (start, gaps, lengths);
        Prop.ForAll(runs.ToArbitrary(), run =>
        {
            var expected = new List<byte>();
            var parts = new List<(uint, byte[])>();
            foreach (var (gap, length) in run.gaps.Zip(run.lengths))
            {
                if (expected.Count > 0)
                    expected.AddRange(Enumerable.Repeat((byte)0xFF, gap));
                byte[] bytes = TestKeys.Bytes($"{gap}-{length}", length);
                parts.Add(((uint)(run.start + expected.Count), bytes));
                expected.AddRange(bytes);
            }

            var file = Open(Written([.. parts]));
            Assert.True(file.Ascends);
            Assert.Equal((uint)run.start, file.BaseAddress);
            Assert.Equal(expected, Bytes(file));
            // The same records in another order need sorting and give the same bytes.
            string[] lines = Written([.. parts]).TrimEnd('\n').Split('\n');
            if (lines.Count(l => l[8] == '4') == 1)
                Assert.Equal(expected, Bytes(Open(string.Join("\r\n", [lines[0], .. lines[1..^1].Reverse(), lines[^1]]))));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Theory]
    [InlineData(":020000021000EC\n:0100000001FE\n:00000001FF\n", 0x10000)]
    [InlineData(":0400000500000000F7\n:0100000001FE\n:00000001FF", 0)]
    [InlineData("\n:0100000001fe\r\n\r\n:00000001ff\r\n\r\n", 0)]
    public void Other_records_and_forms_are_understood(string text, uint address)
    {
        var file = Open(text);
        Assert.Equal((address, 1L), (file.BaseAddress, file.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":00000001FF\n")]
    [InlineData(":0100000001FE\n")]
    [InlineData(":0100000001FE\n:00000001FF\n:0100000001FE\n")]
    [InlineData(":0100000001FE\n:0100000002FD\n:00000001FF\n")]
    [InlineData(":02000000010" + "2FB\n:0100010003FB\n:00000001FF\n")]
    [InlineData(":0100000001FE\n:020000045000AA\n:0100000001FE\n:00000001FF\n")]
    [InlineData(":02000004FFFFFC\n:02FFFF000102FD\n:00000001FF\n")]
    public void A_file_that_is_empty_cut_off_overlapping_or_spread_too_wide_is_refused(string text) =>
        Assert.Equal(IntelHexFaults.Content, Assert.Throws<FaultException>(() => Open(text)).Fault.Code);

    [Theory]
    [InlineData("x")]
    [InlineData("0100000001FE")]
    [InlineData(":0100000001FF")]
    [InlineData(":0100000001F")]
    [InlineData(":0200000001FD")]
    [InlineData(":010000000GFE")]
    [InlineData(":00000006FA")]
    [InlineData(":0100000104FA")]
    [InlineData(":0100000401FA")]
    public void A_line_that_is_no_record_is_refused_with_its_number(string line)
    {
        var fault = Assert.Throws<FaultException>(() => Open($":0100000001FE\n{line}\n:00000001FF\n")).Fault;
        Assert.Equal(IntelHexFaults.Record, fault.Code);
        Assert.StartsWith("line 2", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_an_end_is_refused_and_not_collected() =>
        Assert.Equal(IntelHexFaults.Record, Assert.Throws<FaultException>(() => Open(":" + new string('0', 200_000))).Fault.Code);

    [Fact]
    public void Every_changed_digit_of_a_record_is_seen()
    {
        byte[] line = Encoding.ASCII.GetBytes(":0400100001020304E2");
        Assert.True(IntelHexRecord.Parse(line).Ok);
        for (int i = 0; i < line.Length; i++)
        {
            foreach (char c in "0123456789ABCDEF:g")
            {
                var damaged = (byte[])line.Clone();
                damaged[i] = (byte)c;
                Assert.Equal(line[i] == c, IntelHexRecord.Parse(damaged).Ok);
            }
        }

        Assert.All(Rootline.Tests.Formats.Mutation.Truncations(line), t => Assert.False(IntelHexRecord.Parse(t).Ok));
    }

    [Fact]
    public void Addresses_do_not_go_back_or_past_their_32_bits()
    {
        using var writer = new IntelHexWriter(Stream.Null, 0xFFFFFFFE);
        writer.Write([1, 2]);
        Assert.Equal(IntelHexFaults.Address, Assert.Throws<FaultException>(() => writer.Write([3])).Fault.Code);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.MoveTo(5));
    }

    private static string Written(params (uint Address, byte[] Bytes)[] parts)
    {
        using var text = new MemoryStream();
        using var writer = new IntelHexWriter(text, parts[0].Address);
        foreach (var (address, bytes) in parts)
        {
            writer.MoveTo(address);
            writer.Write(bytes);
        }

        writer.Finish();
        return Encoding.ASCII.GetString(text.ToArray());
    }

    private static IntelHexFile Open(string text) => IntelHexFile.Open(new MemoryStream(Encoding.ASCII.GetBytes(text)));

    private static byte[] Bytes(IntelHexFile file)
    {
        var bytes = new byte[file.Length];
        using var stream = file.OpenBytes();
        stream.ReadExactly(bytes);
        Assert.Equal(0, stream.Read(new byte[1]));
        return bytes;
    }
}
