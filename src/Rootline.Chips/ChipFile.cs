using Rootline.Chips.Lpc55;
using Rootline.Core.Bytes;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Core.Media;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Chips;

/// <summary>
/// A virtual chip as a file: 4,096 bytes of header (magic <c>RLCHIP01</c>, then the birth file at offset 64), then the
/// flash, byte for byte exclusive-or its erased value, then one byte an ECC word. The file holds the chip's secrets in the
/// clear and says so by its mode 0600. See docs/formats/chip-file.md.
/// </summary>
public static class ChipFile
{
    /// <summary>The file is not a chip of this version.</summary>
    public static readonly FaultCode Damaged = new(
        "chip-file-damaged", Party.File, "a chip file is damaged, unfinished or of another version", "make the chip again with rootline chip make");

    /// <summary>There is a file already.</summary>
    public static readonly FaultCode Exists = new(
        "chip-file-exists", Party.Operator, "a chip file exists already and is not overwritten", "choose another name, or delete the file if the chip may be lost");

    private const int HeaderLength = 4096;
    private const int BirthAt = 64;

    private static ReadOnlySpan<byte> Magic => "RLCHIP01"u8;

    /// <summary>Makes a new chip. The header comes last: what was not finished is no chip.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file; must not exist.</param>
    /// <param name="birth">What the vendor puts into it; stays the caller's.</param>
    public static void Make(IDisk disk, string path, ChipBirth birth)
    {
        if (disk.Exists(path))
            throw Exists.Exception($"{path} exists");
        using var file = disk.Open(path, create: true);
        try
        {
            long length = ChipProfiles.Of(birth.Family).Flash.StoreLength;
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
            disk.Delete(path);
            throw;
        }
    }

    /// <summary>Opens a chip.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file.</param>
    public static ChipContent Open(IDisk disk, string path)
    {
        var file = disk.Open(path, create: false);
        try
        {
            using var header = new Secret(BirthAt + ChipBirth.FileLength);
            if (file.Read(0, header.Span) != header.Length || !header.Span.StartsWith(Magic) || !Alignment.IsZero(header.Span[Magic.Length..BirthAt]))
                throw Damaged.Exception($"{path} is not a chip file of version 1");
            var birth = ChipBirth.Parse(header.Span[BirthAt..]).OrThrow(path);
            long length = ChipProfiles.Of(birth.Family).Flash.StoreLength;
            if (file.Length != HeaderLength + length)
                throw Damaged.Exception($"{path} has {file.Length} bytes, not {HeaderLength + length}");
            return new ChipContent(birth, new FileStore(file, HeaderLength, length));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}

/// <summary>An opened chip file.</summary>
/// <param name="Birth">What the vendor put into the chip.</param>
/// <param name="Store">The flash's content; disposing it closes the file.</param>
public sealed record ChipContent(ChipBirth Birth, IByteStore Store);
