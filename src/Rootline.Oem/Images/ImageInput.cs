using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.Formats.Mcuboot.Making;

namespace Rootline.Oem.Images;

/// <summary>The input of an image as an open file.</summary>
internal sealed class ImageInput : IDisposable
{
    private readonly Stream _file;

    private ImageInput(Stream file, IntelHexFile? hex, ImagePayload payload) => (_file, Hex, Payload) = (file, hex, payload);

    /// <summary>The input as Intel HEX, or null when it is binary.</summary>
    public IntelHexFile? Hex { get; }

    /// <summary>Its bytes.</summary>
    public ImagePayload Payload { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="path">Full path.</param>
    /// <param name="watch">Is told how many bytes were read and how many there are; may throw to stop.</param>
    /// <exception cref="FaultException">The file cannot be read, or is no Intel HEX though it is named so.</exception>
    public static ImageInput Open(IDisk disk, string path, Action<long, long> watch)
    {
        var file = Seekable(disk.OpenRead(path), path);
        try
        {
            if (ImageOrder.IsHex(path))
            {
                var hex = IntelHexFile.Open(file);
                return new(file, hex, ImagePayload.Of(hex.Length, () => new WatchedStream(hex.OpenBytes(), hex.Length, watch)));
            }

            long length = file.Length;
            return new(file, null, ImagePayload.Of(length, () =>
            {
                file.Position = 0;
                return new WatchedStream(file, length, watch);
            }));
        }
        catch (FaultException e)
        {
            file.Dispose();
            throw e.Fault.In(path).ToException();
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    // A pipe has no length and is read once: it is taken into memory.
    private static Stream Seekable(Stream file, string path)
    {
        if (file.CanSeek)
            return file;
        using (file)
        {
            var content = new MemoryStream();
            var piece = new byte[64 * 1024];
            for (int read = file.Read(piece); read > 0; read = file.Read(piece))
            {
                content.Write(piece, 0, read);
                if (content.Length > DiskLimits.WholeFile)
                    throw DiskFaults.TooLong.Exception($"{path} gives more than {DiskLimits.WholeFile} bytes");
            }

            content.Position = 0;
            return content;
        }
    }
}
