namespace Rootline.Core.Disks;

/// <summary>The part of a file system that the rooms use; handed in from outside.</summary>
public interface IDisk
{
    /// <summary>Whether a file exists.</summary>
    /// <param name="path">The file's path.</param>
    bool Exists(string path);

    /// <summary>Opens a file for reading and writing.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="create">Whether to create it, readable and writable by its owner only, when it is missing.</param>
    /// <exception cref="Faults.FaultException">The file cannot be opened (<see cref="DiskFaults"/>).</exception>
    IDurableFile Open(string path, bool create);

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="limit">The longest file that is read, in bytes; a longer one is a fault.</param>
    byte[] ReadAll(string path, int limit = DiskLimits.WholeFile);

    /// <summary>Reads the first bytes of a file; opens it for nothing else and changes nothing.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="length">How many bytes are wanted; a shorter file gives what it has.</param>
    byte[] ReadHead(string path, int length);

    /// <summary>
    /// Takes the lock that a file stands for, so that two processes do not work on the same thing. The lock ends with the
    /// result's disposal or with the process, however it ends; the file, created where missing, stays. Whoever removes the file
    /// does so while he holds the lock: a file that lost its name before it was locked is not taken.
    /// </summary>
    /// <param name="path">The lock file's path.</param>
    /// <returns>The lock, or null when somebody else holds it.</returns>
    IDisposable? TryLock(string path);

    /// <summary>
    /// Replaces a file as one step: after a power cut there is the old content or the new one, never a mixture.
    /// </summary>
    /// <param name="path">The file's path.</param>
    /// <param name="content">The new content.</param>
    /// <param name="secret">Whether only the owner may read it (mode 0600); otherwise everybody may (0644).</param>
    void Replace(string path, ReadOnlySpan<byte> content, bool secret = false);

    /// <summary>Opens a file to be read from its beginning to its end; changes nothing.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The content; the caller disposes it.</returns>
    Stream OpenRead(string path) => new MemoryStream(ReadAll(path), writable: false);

    /// <summary>
    /// Begins to write what will replace a file as one step: for content that is too long to be held. Until it is committed the file
    /// is as it was.
    /// </summary>
    /// <param name="path">The file's path.</param>
    IReplacement BeginReplace(string path) => new HeldReplacement(this, path);

    /// <summary>Deletes a file if it exists.</summary>
    /// <param name="path">The file's path.</param>
    void Delete(string path);

    /// <summary>Creates a folder and its parents if they are missing.</summary>
    /// <param name="path">The folder's path.</param>
    /// <param name="secret">Whether only the owner may enter it (mode 0700).</param>
    void CreateFolder(string path, bool secret = false);
}
