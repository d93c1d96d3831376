using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Formats.Nordic;

namespace Rootline.Line.Nordic;

/// <summary>An image for one core: bytes from an address on.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Address">Address of the first byte.</param>
/// <param name="Content">The bytes, gaps filled with FF.</param>
public sealed record FlashImage(string Name, uint Address, ReadOnlyMemory<byte> Content)
{
    /// <summary>SHA-256 of the content, 64 lower-case digits.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    /// <summary>The content filled to whole words with FF.</summary>
    public ReadOnlyMemory<byte> Words
    {
        get
        {
            var words = new byte[Alignment.Up(Content.Length, sizeof(uint))];
            words.AsSpan().Fill(0xFF);
            Content.CopyTo(words);
            return words;
        }
    }

    /// <summary>Refuses an image that is empty, begins off a page or leaves its flash.</summary>
    /// <param name="memory">The core's flash.</param>
    /// <exception cref="FaultException"><see cref="NordicLineFaults.Image"/>.</exception>
    public void DemandFits(NordicMemory memory)
    {
        if (Content.IsEmpty || !memory.Holds(Address, Content.Length) || (Address - memory.Start) % sizeof(uint) != 0)
            throw NordicLineFaults.Image.Exception($"{Name}: {Content.Length} bytes at 0x{Address:x8}, the flash is 0x{memory.Start:x8} to 0x{memory.Start + (uint)memory.Size - 1:x8}");
    }

    /// <summary>The pages that the image touches.</summary>
    /// <param name="memory">The core's flash.</param>
    /// <returns>Address of the first page, and the length of all in bytes.</returns>
    public (uint Address, uint Length) Pages(NordicMemory memory)
    {
        int first = (int)(Address - memory.Start) / memory.PageSize * memory.PageSize;
        int end = Alignment.Up((int)(Address - memory.Start) + Content.Length, memory.PageSize);
        return (memory.Start + (uint)first, (uint)(end - first));
    }
}
