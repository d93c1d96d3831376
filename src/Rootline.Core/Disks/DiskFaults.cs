using Rootline.Core.Faults;

namespace Rootline.Core.Disks;

/// <summary>Faults of the station's disk.</summary>
public static class DiskFaults
{
    /// <summary>A file or folder is not there.</summary>
    public static readonly FaultCode Missing = new(
        "file-missing", Party.Operator, "a file or folder that was named does not exist", "check the path; relative paths start at the configuration file's folder");

    /// <summary>The operating system refuses access.</summary>
    public static readonly FaultCode Denied = new(
        "file-denied", Party.Station, "the operating system refuses access to a file", "check the owner and the mode of the file and of its folder");

    /// <summary>The disk is full.</summary>
    public static readonly FaultCode Full = new(
        "disk-full", Party.Station, "the disk is full", "free space, then run the same command again: it goes on where it stopped");

    /// <summary>Reading or writing failed.</summary>
    public static readonly FaultCode Failed = new(
        "disk-failed", Party.Station, "the disk failed to read or write", "check the disk; nothing more was written after the failure");

    /// <summary>The file is far longer than its kind ever is.</summary>
    public static readonly FaultCode TooLong = new(
        "file-too-long", Party.File, "a file is longer than any file of its kind", "check that the right file was named");
}
