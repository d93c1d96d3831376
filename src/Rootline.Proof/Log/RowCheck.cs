using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Proof.Log;

/// <summary>Judges rows one by one, without what is around them: one for each worker, with keys of its own.</summary>
internal sealed class RowCheck(LogPolicy policy) : IDisposable
{
    private readonly P256Verifier _log = P256Verifier.Open(policy.Key);
    private readonly P256Verifier? _vendor = policy.Vendor is { } chain ? P256Verifier.Open(chain.Intermediate) : null;
    private readonly P256Verifier? _oem = policy.OemKey is { } key ? P256Verifier.Open(key) : null;

    /// <summary>Judges a row.</summary>
    public RowFinding Judge(LogRow row)
    {
        byte[] hash = row.Hash();
        var faults = row.Judge();
        if (row.Signature.Kind == LogValueKind.Blob && !AuditRecord.IsSignature(_log, hash, row.Signature.Bytes))
            faults = [.. faults, Fault(row, LogFaultKind.Signature, "the signature is not the card's over this record")];
        if (_vendor is not null && JudgeDie(row, _vendor) is { } die)
            faults = [.. faults, die];
        if (_oem is not null)
            faults = [.. faults, .. JudgeOem(row, _oem)];
        return new(row.Id, row.CounterValue, row.StartHash.Bytes, hash, ChipName.Of(row.NxpCertificate.Bytes), faults);
    }

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        _log.Dispose();
        _vendor?.Dispose();
        _oem?.Dispose();
    }

    private static LogFault? JudgeDie(LogRow row, P256Verifier vendor)
    {
        if (!DieCertificate.Parse(row.NxpCertificate.Bytes).Try(out var die, out var fault))
            return Fault(row, LogFaultKind.Die, $"nxp_cert is not a DIE certificate: {fault.What}");
        return die.IsSignedBy(vendor) ? null : Fault(row, LogFaultKind.Die, "the DIE certificate is not signed by NXP_PROD");
    }

    private static List<LogFault> JudgeOem(LogRow row, P256Verifier oem)
    {
        List<LogFault> faults = [];
        for (int i = 0; i < row.OemCertificates.Count; i++)
        {
            var certificate = row.OemCertificates[i];
            if (certificate.IsNull || (CertificateParts.TrySplit(certificate.Bytes, out var parts) && parts.IsSignedBy(oem)))
                continue;
            faults.Add(Fault(row, LogFaultKind.Oem, $"oem_cert_{i} is not signed by the OEM's key"));
        }

        return faults;
    }

    private static LogFault Fault(LogRow row, LogFaultKind kind, string text) => new(row.Id, row.CounterValue, kind, text);
}
