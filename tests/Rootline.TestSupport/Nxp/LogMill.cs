using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;

namespace Rootline.TestSupport.Nxp;

/// <summary>
/// Makes logs of any length, fast: each record has a signature and a chip of its own, the OEM certificates are real and the same
/// in all of them. 100,000 records take some seconds.
/// </summary>
public static class LogMill
{
    /// <summary>Writes a log.</summary>
    /// <param name="path">Where no file is.</param>
    /// <param name="count">How many records.</param>
    /// <param name="certificates">OEM certificates each, 0 to 4.</param>
    /// <param name="entropy">The system's unless the log must be the same each time.</param>
    /// <returns>The keys and certificates that belong to it.</returns>
    public static CertifiedLog Write(string path, int count, int certificates = 2, EntropySource? entropy = null)
    {
        var card = new CertifiedLog(entropy ?? new SystemEntropy());
        LogSample.Write(path, Records(card, count, certificates), CertifiedLog.CardId);
        return card;
    }

    private static IEnumerable<AuditRecord> Records(CertifiedLog card, int count, int certificates)
    {
        byte[][] oem = [.. Enumerable.Range(0, certificates).Select(i => card.OemCertificate(0, (byte)i))];
        byte[] hash = new byte[32];
        for (uint counter = 1; counter <= count; counter++)
        {
            var record = card.Sign(new(card.Die(counter), oem, counter, hash, []));
            hash = record.Hash();
            yield return record;
        }
    }
}
