using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Log;

/// <summary>A row of the table <c>records</c> as it is stored, columns in the schema's order.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="NxpCertificate">Column nxp_cert.</param>
/// <param name="OemCertificates">Columns oem_cert_0 to oem_cert_3, always four.</param>
/// <param name="Counter">Column prod_counter.</param>
/// <param name="StartHash">Column start_hash.</param>
/// <param name="Signature">Column signature.</param>
public sealed record LogRow(
    long Id,
    LogValue NxpCertificate,
    IReadOnlyList<LogValue> OemCertificates,
    LogValue Counter,
    LogValue StartHash,
    LogValue Signature)
{
    /// <summary>The counter, or null when the column does not hold 4 bytes.</summary>
    public uint? CounterValue =>
        IsBlob(Counter, AuditLimits.CounterLength) ? BinaryPrimitives.ReadUInt32BigEndian(Counter.Bytes) : null;

    /// <summary>The row of a record.</summary>
    /// <param name="id">The row's id, from 1.</param>
    /// <param name="record">The record.</param>
    /// <returns>The row, or a fault when the record has more OEM certificates than there are columns.</returns>
    public static Parsed<LogRow> Of(long id, AuditRecord record)
    {
        if (record.OemCertificates.Count > AuditLimits.OemCertificates)
            return AuditFaults.TooManyCertificates.Fault($"the record with counter {record.Counter} has {record.OemCertificates.Count} OEM certificates");
        var certificates = Enumerable.Range(0, AuditLimits.OemCertificates)
            .Select(i => i < record.OemCertificates.Count ? LogValue.Blob(record.OemCertificates[i]) : LogValue.Null);
        return new LogRow(
            id,
            LogValue.Blob(record.NxpCertificate),
            [.. certificates],
            LogValue.Blob(record.CounterBytes),
            LogValue.Blob(record.StartHash),
            LogValue.Blob(record.Signature));
    }

    /// <summary>The hash of what is stored, 32 bytes, computed also over a row that holds no record.</summary>
    public byte[] Hash()
    {
        int length = NxpCertificate.Bytes.Length + Counter.Bytes.Length + StartHash.Bytes.Length;
        foreach (var certificate in OemCertificates)
            length += certificate.Bytes.Length;
        // One buffer and one call: setting up an incremental hash costs as much as hashing a certificate.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        int position = Append(buffer, 0, NxpCertificate);
        foreach (var certificate in OemCertificates)
            position = Append(buffer, position, certificate);
        position = Append(buffer, position, Counter);
        position = Append(buffer, position, StartHash);
        byte[] hash = SHA256.HashData(buffer.AsSpan(0, position));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    /// <summary>The record that the row holds; its signature is not checked.</summary>
    public Parsed<AuditRecord> ToRecord()
    {
        var faults = Judge();
        if (faults.Count > 0)
            return AuditFaults.Row.Fault($"row {Id}: {faults[0].Text}");
        return new AuditRecord(
            NxpCertificate.Bytes,
            [.. OemCertificates.Where(c => !c.IsNull).Select(c => c.Bytes)],
            CounterValue!.Value,
            StartHash.Bytes,
            Signature.Bytes);
    }

    /// <summary>Judges types, sizes and the shape of the certificates of this row alone.</summary>
    /// <returns>All faults of the kinds column and content; none when the row holds a record.</returns>
    public IReadOnlyList<LogFault> Judge()
    {
        List<LogFault> faults = [];
        if (NxpCertificate.Kind != LogValueKind.Blob)
            faults.Add(Column("nxp_cert is " + Describe(NxpCertificate) + ", not a blob"));
        else if (IsHuge(NxpCertificate))
            faults.Add(Column($"nxp_cert is {Describe(NxpCertificate)}, more than {AuditLimits.ColumnLength}"));
        else if (!CertificateShape.IsContainer(NxpCertificate.Bytes))
            faults.Add(Content("nxp_cert is not exactly one container"));
        JudgeOemCertificates(faults);
        if (!IsBlob(Counter, AuditLimits.CounterLength))
            faults.Add(Column("prod_counter is " + Describe(Counter) + ", not a blob of 4 bytes"));
        if (!IsBlob(StartHash, AuditLimits.HashLength))
            faults.Add(Column("start_hash is " + Describe(StartHash) + ", not a blob of 32 bytes"));
        if (Signature.Kind != LogValueKind.Blob || Signature.Bytes.Length is < 8 or > P256.MaxDerSignatureLength)
            faults.Add(Column("signature is " + Describe(Signature) + ", not a blob of 64 bytes or in DER"));
        return faults;
    }

    private void JudgeOemCertificates(List<LogFault> faults)
    {
        int used = 0;
        for (int i = 0; i < OemCertificates.Count; i++)
        {
            var certificate = OemCertificates[i];
            if (certificate.IsNull)
                continue;
            if (i != used)
                faults.Add(Column($"oem_cert_{i} is used but oem_cert_{used} before it is not"));
            used = i + 1;
            if (certificate.Kind != LogValueKind.Blob)
                faults.Add(Column($"oem_cert_{i} is {Describe(certificate)}, not a blob"));
            else if (IsHuge(certificate))
                faults.Add(Column($"oem_cert_{i} is {Describe(certificate)}, more than {AuditLimits.ColumnLength}"));
            else if (!CertificateShape.IsDer(certificate.Bytes))
                faults.Add(Content($"oem_cert_{i} is not exactly one DER certificate"));
        }
    }

    private static int Append(byte[] buffer, int position, LogValue value)
    {
        value.Bytes.CopyTo(buffer, position);
        return position + value.Bytes.Length;
    }

    private LogFault Column(string text) => new(Id, CounterValue, LogFaultKind.Column, text);

    private LogFault Content(string text) => new(Id, CounterValue, LogFaultKind.Content, text);

    private static bool IsBlob(LogValue value, int length) => value.Kind == LogValueKind.Blob && value.Bytes.Length == length;

    private static bool IsHuge(LogValue value) => value.Bytes.Length > AuditLimits.ColumnLength;

    private static string Describe(LogValue value) => value.Kind switch
    {
        LogValueKind.Null => "empty",
        LogValueKind.WholeNumber => "an integer",
        LogValueKind.RealNumber => "a real number",
        LogValueKind.Text => "text",
        _ => $"a blob of {value.Bytes.Length} bytes",
    };
}
