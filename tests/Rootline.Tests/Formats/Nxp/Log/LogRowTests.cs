using Rootline.Formats.Nxp.Log;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Log;

public sealed class LogRowTests : IDisposable
{
    private readonly LogSample _card = new();

    private AuditRecord Record => _card.Make(1, new byte[32]);

    private LogRow Row => LogRow.Of(1, Record).OrThrow();

    public void Dispose() => _card.Dispose();

    [Fact]
    public void A_record_survives_its_row()
    {
        var read = Row.ToRecord().OrThrow();
        Assert.Equal(Record.Hash(), read.Hash());
        Assert.Equal(Record.Signature, read.Signature);
        Assert.Equal(Record.OemCertificates.Count, read.OemCertificates.Count);
        Assert.Equal(Record.Hash(), Row.Hash());
    }

    [Fact]
    public void More_certificates_than_columns_are_refused()
    {
        byte[] certificate = Record.OemCertificates[0];
        var many = Record with { OemCertificates = [certificate, certificate, certificate, certificate, certificate] };
        Assert.Equal(AuditFaults.TooManyCertificates, LogRow.Of(1, many).Fault!.Code);
    }

    [Fact]
    public void A_gap_before_a_used_certificate_is_a_column_fault() =>
        AssertKind(LogFaultKind.Column, Row with { OemCertificates = [LogValue.Null, Row.OemCertificates[0], LogValue.Null, LogValue.Null] });

    [Fact]
    public void Wrong_sizes_and_types_are_column_faults()
    {
        AssertKind(LogFaultKind.Column, Row with { Counter = LogValue.Blob(new byte[5]) });
        AssertKind(LogFaultKind.Column, Row with { Counter = new(LogValueKind.WholeNumber, "1"u8.ToArray()) });
        AssertKind(LogFaultKind.Column, Row with { StartHash = LogValue.Blob(new byte[31]) });
        AssertKind(LogFaultKind.Column, Row with { StartHash = LogValue.Null });
        AssertKind(LogFaultKind.Column, Row with { Signature = LogValue.Null });
        AssertKind(LogFaultKind.Column, Row with { Signature = LogValue.Blob(new byte[73]) });
        AssertKind(LogFaultKind.Column, Row with { NxpCertificate = LogValue.Null });
        AssertKind(LogFaultKind.Column, Row with { NxpCertificate = Row.NxpCertificate with { Kind = LogValueKind.Text } });
    }

    [Fact]
    public void Bytes_moved_between_columns_are_content_faults_though_the_hash_is_the_same()
    {
        byte[] nxp = Row.NxpCertificate.Bytes;
        byte[] first = Row.OemCertificates[0].Bytes;
        byte[] second = Row.OemCertificates[1].Bytes;
        for (int moved = 1; moved <= first.Length; moved++)
        {
            var row = Row with
            {
                NxpCertificate = LogValue.Blob([.. nxp, .. first[..moved]]),
                OemCertificates = [LogValue.Blob(first[moved..]), LogValue.Blob(second), LogValue.Null, LogValue.Null],
            };
            Assert.Equal(Row.Hash(), row.Hash());
            AssertKind(LogFaultKind.Content, row);
        }

        AssertKind(LogFaultKind.Content, Row with { OemCertificates = [LogValue.Blob([.. first, .. second]), LogValue.Null, LogValue.Null, LogValue.Null] });
    }

    [Fact]
    public void No_truncation_of_a_certificate_column_keeps_its_shape()
    {
        for (int length = 0; length < Row.NxpCertificate.Bytes.Length; length++)
            AssertKind(LogFaultKind.Content, Row with { NxpCertificate = LogValue.Blob(Row.NxpCertificate.Bytes[..length]) });
        for (int length = 0; length < Row.OemCertificates[1].Bytes.Length; length++)
        {
            var cut = LogValue.Blob(Row.OemCertificates[1].Bytes[..length]);
            AssertKind(LogFaultKind.Content, Row with { OemCertificates = [Row.OemCertificates[0], cut, LogValue.Null, LogValue.Null] });
        }
    }

    private static void AssertKind(LogFaultKind kind, LogRow row)
    {
        Assert.Contains(row.Judge(), f => f.Kind == kind && f.Row == row.Id);
        Assert.Equal(AuditFaults.Row, row.ToRecord().Fault!.Code);
    }
}
