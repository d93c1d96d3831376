using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Proof;

/// <summary>The vendor's chain above the chips, the OEM's key above its certificates, and each chip once.</summary>
public sealed class LogChainTests : IDisposable
{
    private readonly CertifiedLog _card = new(new SeededEntropy(43));
    private readonly CertifiedLog _stranger = new(new SeededEntropy(44));

    public void Dispose()
    {
        _card.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public void A_log_under_its_own_chain_and_keys_is_in_order_and_nothing_of_it_is_unchecked()
    {
        var verdict = Judge(Rows(3), Full() with { ExpectCounter = 3, Quota = 3, Ordered = 3 });
        Assert.True(verdict.Ok, string.Join('\n', verdict.Faults));
        Assert.Equal((3, 3), (verdict.Records, verdict.Verified));
        Assert.Empty(verdict.NotChecked);
        Assert.Empty(verdict.Warnings);
        Assert.Equal(new OrderBalance(3, 3, 0, 0, 0), verdict.Order);
    }

    [Fact]
    public void What_nobody_gave_the_means_to_check_is_listed()
    {
        Assert.Equal(
            [
                "the chips' DIE certificates were not held against NXP_PROD",
                "the OEM certificates were not held against the OEM's key",
                "the end was not compared with the card's counter",
                "the counters were not compared with the card's quota",
                "the units were not counted against an order",
                "a chip in two records was not taken for a fault",
            ],
            Judge(Rows(1), new() { Key = _card.LogKey.PublicKey }).NotChecked);
        var given = Full() with { Vendor = new(_card.Prod, ChainStanding.Given), ExpectCounter = 1, Quota = 1, Ordered = 1 };
        Assert.Equal(["NXP_PROD was taken as given, not held against NXP_GLOB"], Judge(Rows(1), given).NotChecked);
    }

    [Fact]
    public void A_chip_of_another_vendor_is_a_die_fault_in_its_row()
    {
        var rows = Rows(3);
        rows[1] = rows[1] with { NxpCertificate = LogValue.Blob(_stranger.Die(2)) };
        Assert.Contains(Judge(rows, Full()).Faults, f => f is { Row: 2, Counter: 2, Kind: LogFaultKind.Die, Text: "the DIE certificate is not signed by NXP_PROD" });
        rows[1] = rows[1] with { NxpCertificate = LogValue.Blob([0, 0, 1, 0x33, 4, 0, 0, 0, 1, 2, 3, 4]) };
        Assert.Contains(Judge(rows, Full()).Faults, f => f is { Row: 2, Kind: LogFaultKind.Die } && f.Text.StartsWith("nxp_cert is not a DIE certificate: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Chips_with_an_attestation_key_are_verified_and_named_too()
    {
        var record = _card.Make(1, new byte[32], chip: 9, dieVersion: 1);
        var again = _card.Make(2, record.Hash(), chip: 9, dieVersion: 1);
        Assert.True(Judge(LogSample.Rows([record]), Full()).Ok);
        Assert.Contains(Judge(LogSample.Rows([record, again]), Full()).Faults, f => f is { Row: 2, Kind: LogFaultKind.Duplicate });
    }

    [Fact]
    public void A_certificate_that_another_oem_signed_is_an_oem_fault_with_its_column()
    {
        var record = _card.Make(1, new byte[32], chip: 1);
        var mixed = _card.Sign(record with { OemCertificates = [record.OemCertificates[0], _stranger.OemCertificate(1, 1)] });
        var fault = Assert.Single(Judge(LogSample.Rows([mixed]), Full()).Faults);
        Assert.Equal((1, LogFaultKind.Oem, "oem_cert_1 is not signed by the OEM's key"), (fault.Row, fault.Kind, fault.Text));
        Assert.True(Judge(LogSample.Rows([mixed]), Full() with { OemKey = null }).Ok);
    }

    [Fact]
    public void The_intermediate_is_held_against_the_root_and_a_broken_chain_is_a_fault_of_the_whole()
    {
        Assert.Equal(ChainStanding.Proved, VendorChain.Read(_card.Glob, _card.ProdCertificate).OrThrow().Standing);
        Assert.Equal(ChainStanding.Broken, VendorChain.Read(_stranger.Glob, _card.ProdCertificate).OrThrow().Standing);
        Assert.Equal(ChainStanding.Given, VendorChain.Read(null, _card.ProdCertificate).OrThrow().Standing);
        Assert.Equal(ChainStanding.Given, VendorChain.Read(null, _card.Prod.Raw).OrThrow().Standing);
        Assert.False(VendorChain.Read(_card.Glob, _card.Prod.Raw).Ok);
        Assert.False(VendorChain.Read(null, [1, 2, 3]).Ok);
        var fault = Assert.Single(Judge(Rows(2), Full() with { Vendor = new(_card.Prod, ChainStanding.Broken) }).Faults);
        Assert.Equal((0, LogFaultKind.Die), (fault.Row, fault.Kind));
    }

    [VectorFact]
    public void The_originals_chain_is_proved_from_certificates_and_its_intermediate_taken_as_raw_numbers()
    {
        using var glob = Rootline.Formats.Files.KeyFile.ReadPublic(Vectors.Read("spsdk-tp/cot/nxp_glob_devattest.crt")).OrThrow();
        Assert.Equal(ChainStanding.Proved, VendorChain.Read(glob, Vectors.Read("spsdk-tp/cot/lpc55_devattest.crt")).OrThrow().Standing);
        Assert.Equal(ChainStanding.Given, VendorChain.Read(null, Vectors.Read("spsdk-tp/cot/lpc55_devattest.bin")).OrThrow().Standing);
        Assert.False(VendorChain.Read(glob, Vectors.Read("spsdk-tp/cot/lpc55_devattest.bin")).Ok);
        Assert.Equal(ChainStanding.Broken, VendorChain.Read(_card.Glob, Vectors.Read("spsdk-tp/cot/lpc55_devattest.crt")).OrThrow().Standing);
    }

    [Fact]
    public void A_chip_in_two_records_is_a_fault_under_a_chain_or_an_order_and_a_warning_otherwise()
    {
        var first = _card.Make(1, new byte[32], chip: 5);
        var second = _card.Make(2, first.Hash(), chip: 6);
        var third = _card.Make(3, second.Hash(), chip: 5);
        var rows = LogSample.Rows([first, second, third]);
        var fault = Assert.Single(Judge(rows, Full()).Faults);
        Assert.Equal((3, 3u, LogFaultKind.Duplicate), (fault.Row, fault.Counter!.Value, fault.Kind));
        Assert.Equal($"chip {ChipName.Text(ChipName.Of(first.NxpCertificate)!.Value)} stands in row 1 already", fault.Text);
        Assert.Contains(Judge(rows, new() { Key = _card.LogKey.PublicKey, Ordered = 3 }).Faults, f => f.Kind == LogFaultKind.Duplicate);
        var plain = Judge(rows, new() { Key = _card.LogKey.PublicKey, ExpectCounter = 3 });
        Assert.True(plain.Ok);
        Assert.StartsWith("1 of the records repeat a chip, the first in row 3: ", Assert.Single(plain.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chips_name_is_that_of_its_certificate_and_other_bytes_have_none()
    {
        foreach (byte version in (byte[])[0, 1])
        {
            byte[] die = _card.Die(77, version);
            Assert.Equal(Rootline.Formats.Nxp.Trust.DieCertificate.Parse(die).OrThrow().Identity.Name, ChipName.Text(ChipName.Of(die)!.Value));
            Assert.Null(ChipName.Of(die.AsSpan(1)));
            Assert.Null(ChipName.Of([.. die, 0]));
            int header = die.AsSpan().LastIndexOf([(byte)0x96, (byte)0x96]);
            die[header] ^= 1;
            Assert.Null(ChipName.Of(die));
        }

        Assert.Null(ChipName.Of([]));
    }

    private LogPolicy Full() => new()
    {
        Key = _card.LogKey.PublicKey,
        Vendor = new(_card.Prod, ChainStanding.Proved),
        OemKey = _card.Oem,
    };

    private List<LogRow> Rows(int count) => [.. LogSample.Rows(_card.Records(count))];

    private static LogVerdict Judge(IReadOnlyList<LogRow> rows, LogPolicy policy) => LogVerifier.Verify(rows, policy);
}
