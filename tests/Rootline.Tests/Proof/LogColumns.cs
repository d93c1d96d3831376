using Rootline.Formats.Nxp.Log;

namespace Rootline.Tests.Proof;

/// <summary>The columns of a log's row by number, from nxp_cert (0) to the signature (7).</summary>
internal static class LogColumns
{
    public static LogValue Column(LogRow row, int column) => column switch
    {
        0 => row.NxpCertificate,
        < 5 => row.OemCertificates[column - 1],
        5 => row.Counter,
        6 => row.StartHash,
        _ => row.Signature,
    };

    public static LogRow With(LogRow row, int column, LogValue value) => column switch
    {
        0 => row with { NxpCertificate = value },
        < 5 => row with { OemCertificates = [.. row.OemCertificates.Select((c, i) => i == column - 1 ? value : c)] },
        5 => row with { Counter = value },
        6 => row with { StartHash = value },
        _ => row with { Signature = value },
    };
}
