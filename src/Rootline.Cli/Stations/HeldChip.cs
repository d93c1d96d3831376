using Rootline.Chips;
using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Disks;
using Rootline.Core.Media;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Cli.Stations;

/// <summary>A chip file that this process holds alone: two with one chip would write over each other's flash.</summary>
internal sealed class HeldChip : IDisposable
{
    private readonly ChipLock _lock;
    private readonly ChipContent _content;

    private HeldChip(string path, ChipLock held, ChipContent content) => (Path, _lock, _content) = (path, held, content);

    /// <summary>The chip file.</summary>
    public string Path { get; }

    /// <summary>What the vendor put into the chip; stays here.</summary>
    public ChipBirth Birth => _content.Birth;

    /// <summary>The flash's content.</summary>
    public IByteStore Store => _content.Store;

    /// <summary>The chip's UUID, 32 lower-case hexadecimal digits.</summary>
    public string Uuid => Birth.Die.Identity.Name;

    /// <summary>Takes a chip file.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="path">The file.</param>
    public static HeldChip Open(IDisk disk, string path)
    {
        ChipKinds.Demand(disk, path, ChipKind.Lpc55);
        var held = ChipLock.Take(disk, path);
        try
        {
            return new(path, held, ChipFile.Open(disk, path));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>A copy of the birth, for a chip that is powered with it and wipes it.</summary>
    public ChipBirth CopyOfBirth()
    {
        using var bytes = Birth.ToBytes();
        return ChipBirth.Parse(bytes.Span).OrThrow(Path);
    }

    /// <summary>Wipes the keys in memory, closes the file and gives it back.</summary>
    public void Dispose()
    {
        Birth.Dispose();
        Store.Dispose();
        _lock.Dispose();
    }
}
