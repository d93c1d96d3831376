using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Response;

/// <summary>Faults of judging responses.</summary>
internal static class ResponseFaults
{
    /// <summary>The response is rejected.</summary>
    public static readonly FaultCode Rejected = new(
        "response-rejected", Party.File, "the response does not prove that it is a genuine chip's", "check that root, intermediate and rule are those of the chip's family; if they are, do not trust the chip")
    {
        RejectsEvidence = true,
    };
}
