using System.Text;
using Rootline.Core.Bytes;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Core.Media;
using Rootline.Formats.Nordic;

namespace Rootline.Chips.Nordic;

/// <summary>
/// A virtual Nordic part as a file: 4,096 bytes of header (magic <c>RLNORD01</c>, device id 8 bytes, part name 16 bytes of ASCII filled with
/// zeros, zeros), then the application core's flash and user information words, then those of the network core where there is one;
/// all of them exclusive-or FF. The file holds the part's keys in the clear. See docs/formats/nordic-part-file.md.
/// </summary>
public static class NordicFile
{
    /// <summary>Length of the header in bytes.</summary>
    public const int HeaderLength = 4096;

    private const int NameLength = 16;

    private static ReadOnlySpan<byte> Magic => "RLNORD01"u8;

    /// <summary>Makes a part as its factory delivers it. The header comes last: what was not finished is no part.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file; must not exist.</param>
    /// <param name="part">The part.</param>
    /// <param name="deviceId">8 bytes.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.Exists"/>, or the disk's.</exception>
    public static void Make(IDisk disk, string path, NordicPart part, ReadOnlySpan<byte> deviceId)
    {
        if (disk.Exists(path))
            throw ChipFaults.Exists.Exception($"{path} exists");
        using var file = disk.Open(path, create: true);
        file.Truncate(LengthOf(part));
        file.Sync();
        var header = new byte[Magic.Length + FactoryWords.DeviceIdLength + NameLength];
        var writer = new SpanWriter(header);
        writer.Bytes(Magic);
        writer.Bytes(deviceId);
        Encoding.ASCII.GetBytes(part.Name, writer.Reserve(NameLength));
        file.Write(0, header);
        file.Sync();
    }

    /// <summary>Whether a file begins as the file of a part does.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file.</param>
    public static bool Is(IDisk disk, string path) => disk.ReadHead(path, Magic.Length).AsSpan().SequenceEqual(Magic);

    /// <summary>Opens a part.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file.</param>
    /// <returns>What it holds, over the file, which the caller disposes last.</returns>
    /// <exception cref="FaultException"><see cref="ChipFaults.Damaged"/>, or the disk's.</exception>
    public static (NordicMedia Media, IDurableFile File) Open(IDisk disk, string path)
    {
        var file = disk.Open(path, create: false);
        try
        {
            return (Read(file, path), file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static NordicMedia Read(IDurableFile file, string path)
    {
        var header = new byte[HeaderLength];
        file.Read(0, header);
        var reader = new SpanReader(header);
        if (!reader.Bytes(Magic.Length).SequenceEqual(Magic))
            throw ChipFaults.Damaged.Exception($"{path} is not a file of a virtual Nordic part of version 1");
        byte[] device = reader.Bytes(FactoryWords.DeviceIdLength).ToArray();
        string name = Encoding.ASCII.GetString(reader.Bytes(NameLength)).TrimEnd('\0');
        if (NordicParts.Find(name) is not { } part || part.Name != name || !Alignment.IsZero(header.AsSpan(reader.Position)))
            throw ChipFaults.Damaged.Exception($"{path} names no part that is known, or has something in its header where zeros belong");
        if (file.Length != LengthOf(part))
            throw ChipFaults.Damaged.Exception($"{path} has {file.Length} bytes, not {LengthOf(part)}");
        long at = HeaderLength;
        FileStore Next(long length)
        {
            var store = new FileStore(file, at, length);
            at += length;
            return store;
        }

        return new(
            part,
            device,
            Next(part.Memory.Size),
            Next(UicrMap.Length),
            part.NetworkCore is { } network ? Next(network.Memory.Size) : null,
            part.NetworkCore is null ? null : Next(UicrMap.Length));
    }

    private static long LengthOf(NordicPart part) =>
        HeaderLength + part.Memory.Size + UicrMap.Length + (part.NetworkCore is { } network ? network.Memory.Size + (long)UicrMap.Length : 0);
}
