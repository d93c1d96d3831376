using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Sb2;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Sb2;

/// <summary>Files that are wrong in one way each, otherwise authenticated with all the right keys.</summary>
public sealed class RefusalTests
{
    private static readonly byte[] Good = Sb2Lab.Write(Sb2Lab.Small);

    [Fact]
    public void A_forged_file_without_a_change_opens() =>
        Assert.True(Sb2File.Open(Sb2Lab.Forge(Good, _ => { }), Sb2Lab.Kek, default).Ok);

    [Fact]
    public void No_changed_byte_and_no_truncation_is_accepted()
    {
        foreach (var file in new[] { Good, Sb2Lab.Write(Sb2Lab.Small with { WithDigest = true }) })
        {
            for (int i = 0; i < file.Length; i++)
            {
                var changed = file.ToArray();
                changed[i] ^= (byte)(1 + (i % 255));
                Assert.False(Sb2File.Open(changed, Sb2Lab.Kek, default).Ok, $"byte {i}");
                Assert.False(Sb2File.Open(file.AsSpan(0, i), Sb2Lab.Kek, default).Ok, $"{i} bytes");
                _ = Sb2Structure.Walk(changed);
            }

            Assert.False(Sb2File.Open([.. file, .. new byte[16]], Sb2Lab.Kek, default).Ok);
        }
    }

    [Fact]
    public void A_wrong_kek_is_answered_with_10118()
    {
        Refused(Sb2Faults.Kek, 10118, Sb2File.Open(Good, new byte[32], default));
        Refused(Sb2Faults.Kek, 10118, Sb2File.Open(Good, new byte[16], default));
    }

    [Fact]
    public void A_root_key_table_of_another_device_is_answered_with_10112() =>
        Refused(Sb2Faults.RootKey, 10112, Sb2File.Open(Good, Sb2Lab.Kek, new byte[32]));

    [Fact]
    public void A_signature_over_something_else_is_answered_with_10101()
    {
        var file = Good.ToArray();
        file[17] ^= 1;
        Refused(Sb2Faults.Signature, 10101, Sb2File.Open(file, Sb2Lab.Kek, default));
    }

    [Fact]
    public void A_file_of_another_kind_is_answered_with_10101_and_an_unsigned_one_with_10113()
    {
        var file = Good.ToArray();
        file[20] = (byte)'X';
        Refused(Sb2Faults.Header, 10101, Sb2File.Open(file, Sb2Lab.Kek, default));
        file = [.. Good];
        file[26] = 0;
        Refused(Sb2Faults.Unprotected, 10113, Sb2File.Open(file, Sb2Lab.Kek, default));
        Refused(Sb2Faults.Truncated, 10104, Sb2File.Open(Good.AsSpan(0, Good.Length - 16), Sb2Lab.Kek, default));
    }

    [Fact]
    public void Wrong_codes_of_sections_are_answered_with_10101()
    {
        var file = Good.ToArray();
        file[^1] ^= 1;
        Refused(Sb2Faults.Mac, 10101, Sb2File.Open(file, Sb2Lab.Kek, default));
        file = [.. Good];
        file[100] ^= 1;
        Refused(Sb2Faults.Mac, 10101, Sb2File.Open(Sb2Lab.Resign(file), Sb2Lab.Kek, default));
    }

    [Fact]
    public void A_wrong_number_of_codes_is_answered_with_10116()
    {
        var file = Good.ToArray();
        file[50] = 2;
        Refused(Sb2Faults.MacCount, 10116, Sb2File.Open(Sb2Lab.Resign(file), Sb2Lab.Kek, default));
        Refused(Sb2Faults.MacCount, 10116, OpenForged(_ => { }, header =>
        {
            header[12] = 200;
            Sb2Lab.FixChecksum(header, 0);
        }));
    }

    [Fact]
    public void A_section_that_reaches_past_the_file_is_answered_with_10100() =>
        Refused(Sb2Faults.SectionOverrun, 10100, OpenForged(_ => { }, header =>
        {
            header[8] = 200;
            Sb2Lab.FixChecksum(header, 0);
        }));

    [Fact]
    public void A_wrong_checksum_of_a_command_is_answered_with_10105() =>
        Refused(Sb2Faults.CommandChecksum, 10105, OpenForged(plain => plain[0] ^= 1));

    [Fact]
    public void Changed_data_of_a_load_are_answered_with_10106() =>
        Refused(Sb2Faults.LoadCrc, 10106, OpenForged(plain => plain[32] ^= 1));

    [Theory]
    [InlineData(0x6)]
    [InlineData(0xE)]
    [InlineData(0xFF)]
    public void An_unknown_command_is_answered_with_10107(byte tag) =>
        Refused(Sb2Faults.UnknownCommand, 10107, OpenForged(plain => Patch(plain, 0, 1, tag)));

    [Fact]
    public void A_load_that_reaches_past_its_section_is_answered_with_10109() =>
        Refused(Sb2Faults.DataUnderrun, 10109, OpenForged(plain => Patch(plain, 16, 9, 1)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(12, 1)]
    public void A_section_header_among_commands_and_unused_fields_are_answered_with_10117(int offset, byte value) =>
        Refused(Sb2Faults.UnexpectedCommand, 10117, OpenForged(plain => Patch(plain, 0, offset, value)));

    [Fact]
    public void Counts_two_short_are_taken_with_a_digest_only()
    {
        var file = Sb2Lab.Write(Sb2Lab.Small with { WithDigest = true });
        file[28] -= 2;
        file[32] -= 2;
        Assert.True(Sb2File.Open(Sb2Lab.Resign(file), Sb2Lab.Kek, default).Ok);
        var plain = Good.ToArray();
        plain[32] -= 2;
        Refused(Sb2Faults.Layout, 10102, Sb2File.Open(plain, Sb2Lab.Kek, default));
    }

    [Fact]
    public void Every_fault_has_its_own_status_as_vendor_code()
    {
        var fault = Sb2File.Open(Good, new byte[32], default).Fault!;
        Assert.Equal("10118", fault.VendorCode);
        Assert.Equal(1u, Sb2Faults.StatusOf(CoreFaults.Defect.Fault("x")));
        Assert.Equal(10115u, Sb2Faults.StatusOf(Sb2Faults.Rollback.Fault("x")));
    }

    private static Parsed<Sb2Contents> OpenForged(Action<byte[]> plain, Action<byte[]>? header = null) =>
        Sb2File.Open(Sb2Lab.Forge(Good, plain, header), Sb2Lab.Kek, default);

    private static void Patch(byte[] plain, int command, int offset, byte value)
    {
        plain[command + offset] = value;
        Sb2Lab.FixChecksum(plain, command);
    }

    private static void Refused(FaultCode code, uint status, Parsed<Sb2Contents> result)
    {
        Assert.Equal(code, result.Fault?.Code);
        Assert.Equal(status, Sb2Faults.StatusOf(result.Fault!));
    }
}
