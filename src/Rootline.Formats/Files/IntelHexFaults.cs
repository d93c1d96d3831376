using Rootline.Core.Faults;

namespace Rootline.Formats.Files;

/// <summary>Faults of Intel HEX files.</summary>
public static class IntelHexFaults
{
    /// <summary>A line is no record.</summary>
    public static readonly FaultCode Record = new(
        "hex-record", Party.File, "a line of an Intel HEX file is not a record", "check that the file is complete and is Intel HEX; it is not used");

    /// <summary>The records do not make a file.</summary>
    public static readonly FaultCode Content = new(
        "hex-content", Party.File, "the records of an Intel HEX file overlap, are too far apart or do not end as they must", "check how the file was made; it is not used");

    /// <summary>There is no address to write to.</summary>
    public static readonly FaultCode Address = new(
        "hex-address", Party.Operator, "an Intel HEX file needs an address that fits 32 bits", "give the address of the image (--hex-addr), or an input that is Intel HEX");
}
