namespace Rootline.Core.Disks;

/// <summary>The new content of a file while it is written. Disposed without <see cref="Commit"/> it leaves the old file and nothing else.</summary>
public interface IReplacement : IDisposable
{
    /// <summary>Where the content is written, from the beginning; a fault of the disk comes out of it as a fault.</summary>
    Stream Content { get; }

    /// <summary>Puts the content in the file's place, durably: after a power cut there is the old content or the new one.</summary>
    /// <exception cref="Faults.FaultException">The disk failed; the old file is there.</exception>
    void Commit();
}
