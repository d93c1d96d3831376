namespace Rootline.Core.Disks;

/// <summary>Named limits of file access.</summary>
public static class DiskLimits
{
    /// <summary>The longest file that is read whole: a wrong path to a disk image must not fill the memory.</summary>
    public const int WholeFile = 64 * 1024 * 1024;
}
