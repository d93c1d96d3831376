using Rootline.Core.Faults;

namespace Rootline.Cli.Explain;

/// <summary>Faults of <c>rootline explain</c>.</summary>
internal static class ExplainFaults
{
    /// <summary>Nobody declares this code.</summary>
    public static readonly FaultCode UnknownCode = new(
        "unknown-code", Party.Operator, "there is no error code of that name", "list all codes with rootline explain");
}
