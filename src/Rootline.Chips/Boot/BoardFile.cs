using System.Text;
using Rootline.Core.Bytes;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Core.Media;

namespace Rootline.Chips.Boot;

/// <summary>
/// A board as a file: 4,096 bytes of header (magic <c>RLBOARD1</c>, the profile's name in 16 bytes ASCII filled with zeros, zeros),
/// then the flash as in a chip file, and the fuses of a board that has any. It holds what the flash holds, keys among it: its mode is 0600. See docs/formats/chip-file.md.
/// </summary>
public static class BoardFile
{
    private const int HeaderLength = ChipFile.HeaderLength;
    private const int NameLength = 16;

    private static ReadOnlySpan<byte> Magic => "RLBOARD1"u8;

    /// <summary>Makes a board with an erased flash. The header comes last: what was not finished is no board.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file; must not exist.</param>
    /// <param name="profile">The board.</param>
    public static void Make(IDisk disk, string path, BootProfile profile)
    {
        if (disk.Exists(path))
            throw ChipFaults.Exists.Exception($"{path} exists");
        using var file = disk.Open(path, create: true);
        file.Truncate(HeaderLength + profile.StoreLength);
        file.Sync();
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        Encoding.ASCII.GetBytes(profile.Name, header.AsSpan(Magic.Length));
        file.Write(0, header);
        file.Sync();
    }

    /// <summary>Whether a file is a board and not a chip.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file.</param>
    public static bool Is(IDisk disk, string path)
    {
        using var file = disk.Open(path, create: false);
        Span<byte> magic = stackalloc byte[8];
        return file.Read(0, magic) == magic.Length && magic.SequenceEqual(Magic);
    }

    /// <summary>Opens a board.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file.</param>
    /// <returns>The board and what its flash and fuses hold; disposing that closes the file.</returns>
    /// <exception cref="FaultException"><see cref="ChipFaults.Damaged"/>, <see cref="ChipFaults.NoSuchProfile"/>, or the disk's.</exception>
    public static (BootProfile Profile, IByteStore Store) Open(IDisk disk, string path)
    {
        var file = disk.Open(path, create: false);
        try
        {
            var header = new byte[HeaderLength];
            if (file.Read(0, header) != HeaderLength || !header.AsSpan().StartsWith(Magic) || !Alignment.IsZero(header.AsSpan(Magic.Length + NameLength)))
                throw ChipFaults.Damaged.Exception($"{path} is not a board file of version 1");
            var profile = BootProfiles.Board(Encoding.ASCII.GetString(header.AsSpan(Magic.Length, NameLength).TrimEnd((byte)0)));
            long length = profile.StoreLength;
            if (file.Length != HeaderLength + length)
                throw ChipFaults.Damaged.Exception($"{path} has {file.Length} bytes, not {HeaderLength + length}");
            return (profile, new FileStore(file, HeaderLength, length));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
