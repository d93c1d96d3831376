using Rootline.Core.Faults;

namespace Rootline.Core.Compression;

/// <summary>Faults of compression.</summary>
public static class CompressionFaults
{
    /// <summary>Compression stands on liblzma.</summary>
    public static readonly FaultCode NoLibrary = new(
        "compression-library", Party.Station, "the library liblzma.so.5, on which compression stands, is not there", "install it (package liblzma5), or do without compression");

    /// <summary>What was to be decompressed is damaged.</summary>
    public static readonly FaultCode Damaged = new(
        "compression-damaged", Party.File, "compressed data is damaged or longer than announced", "check that the file is complete; it is not used");
}
