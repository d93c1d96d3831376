using System.Buffers;
using System.Globalization;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Log;

/// <summary>Where a log begins that does not begin with the card's first record.</summary>
/// <param name="Counter">The first record's counter.</param>
/// <param name="StartHash">The first record's start hash, 32 bytes.</param>
public sealed record LogBeginning(uint Counter, byte[] StartHash)
{
    /// <summary>The beginning of every whole log: counter 1 and the zero hash.</summary>
    public static LogBeginning Whole => new(1, new byte[AuditLimits.HashLength]);

    /// <summary>Reads <c>COUNTER:HASH</c>: decimal without leading zeros, 64 hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    public static Parsed<LogBeginning> Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
            return AuditFaults.Beginning.Fault("there is no colon between counter and hash");
        if (text[0] == '0' || !uint.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out uint counter))
            return AuditFaults.Beginning.Fault("the counter is not a number from 1 to 4294967295");
        var hash = new byte[AuditLimits.HashLength];
        bool decoded = Convert.FromHexString(text.AsSpan(colon + 1), hash, out int consumed, out int written) == OperationStatus.Done;
        if (!decoded || written != hash.Length || colon + 1 + consumed != text.Length)
            return AuditFaults.Beginning.Fault("the start hash is not 64 hexadecimal digits");
        return new LogBeginning(counter, hash);
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Counter}:{Convert.ToHexStringLower(StartHash)}");
}
