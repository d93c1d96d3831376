using Rootline.Chips.Lpc55;
using Rootline.Core.Bytes;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Core.Media;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Chips;

/// <summary>
/// A virtual chip as a file: 4,096 bytes of header (magic <c>RLCHIP01</c>, the birth file at offset 64, zeros), then the
/// flash, byte for byte exclusive-or its erased value, then one byte an ECC word. The file holds the chip's secrets in the
/// clear: its mode is 0600. See docs/formats/chip-file.md.
/// </summary>
public static class ChipFile
{
    /// <summary>Length of the header in bytes; the flash follows it.</summary>
    public const int HeaderLength = 4096;

    private const int BirthAt = 64;

    private static ReadOnlySpan<byte> Magic => "RLCHIP01"u8;

    /// <summary>Makes a new chip. The header comes last: what was not finished is no chip.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file; must not exist.</param>
    /// <param name="birth">What the vendor puts into it; stays the caller's.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.Exists"/>, or the disk's; then there is no file.</exception>
    public static void Make(IDisk disk, string path, ChipBirth birth)
    {
        long length = ChipProfiles.Of(birth.Family).Flash.StoreLength;
        if (disk.Exists(path))
            throw ChipFaults.Exists.Exception($"{path} exists");
        try
        {
            using var file = disk.Open(path, create: true);
            file.Truncate(HeaderLength + length);
            VirtualChip.Deliver(birth, new FileStore(file, HeaderLength, length));
            file.Sync();
            using var header = new Secret(BirthAt + ChipBirth.FileLength);
            using var bytes = birth.ToBytes();
            Magic.CopyTo(header.Span);
            bytes.Span.CopyTo(header.Span[BirthAt..]);
            file.Write(0, header.Span);
            file.Sync();
        }
        catch (FaultException)
        {
            Forget(disk, path);
            throw;
        }
    }

    /// <summary>Whether a file begins as a chip file does.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file.</param>
    public static bool Is(IDisk disk, string path) => disk.ReadHead(path, Magic.Length).AsSpan().SequenceEqual(Magic);

    /// <summary>Opens a chip.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.Damaged"/>, a fault of the birth file, or the disk's.</exception>
    public static ChipContent Open(IDisk disk, string path)
    {
        var file = disk.Open(path, create: false);
        try
        {
            return Read(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static ChipContent Read(IDurableFile file, string path)
    {
        using var header = new Secret(HeaderLength);
        int birthEnd = BirthAt + ChipBirth.FileLength;
        if (file.Read(0, header.Span) != HeaderLength || !header.Span.StartsWith(Magic))
            throw ChipFaults.Damaged.Exception($"{path} is not a chip file of version 1");
        if (!Alignment.IsZero(header.Span[Magic.Length..BirthAt]) || !Alignment.IsZero(header.Span[birthEnd..]))
            throw ChipFaults.Damaged.Exception($"{path} has something in its header where zeros belong");
        if (!ChipBirth.Parse(header.Span[BirthAt..birthEnd]).Try(out var birth, out var fault))
            throw ChipFaults.Damaged.Exception($"{path}: {fault.What}");
        long length = ChipProfiles.Of(birth.Family).Flash.StoreLength;
        if (file.Length == HeaderLength + length)
            return new ChipContent(birth, new FileStore(file, HeaderLength, length));
        birth.Dispose();
        throw ChipFaults.Damaged.Exception($"{path} has {file.Length} bytes, not {HeaderLength + length}");
    }

    private static void Forget(IDisk disk, string path)
    {
        try
        {
            disk.Delete(path);
        }
        catch (FaultException)
        {
            // The first fault is the one to tell; a file without a header is no chip.
        }
    }
}
