using Rootline.Links.Gdb;

namespace Rootline.TestSupport.Debug;

/// <summary>Flash of 64 KiB in sectors of 4 KiB, written only where it was erased, and only when the writing is ended.</summary>
public sealed class FlashBlock : IDebugFlash
{
    private readonly List<(uint At, byte[] Bytes)> _pending = [];

    /// <inheritdoc/>
    public uint Address => 0x10080000;

    /// <inheritdoc/>
    public uint Length => 0x10000;

    /// <inheritdoc/>
    public uint SectorLength => 0x1000;

    /// <summary>What is in it.</summary>
    public byte[] Content { get; } = new byte[0x10000];

    /// <inheritdoc/>
    public bool Erase(uint address, uint length)
    {
        if (address < Address || (address - Address) % SectorLength != 0 || length % SectorLength != 0 || (ulong)address - Address + length > Length)
            return false;
        Content.AsSpan((int)(address - Address), (int)length).Fill(0xFF);
        return true;
    }

    /// <inheritdoc/>
    public bool Write(uint address, ReadOnlySpan<byte> source)
    {
        if (address < Address || (ulong)address - Address + (ulong)source.Length > Length)
            return false;
        _pending.Add((address - Address, source.ToArray()));
        return true;
    }

    /// <inheritdoc/>
    public bool Finish()
    {
        foreach (var (at, bytes) in _pending)
        {
            if (Content.AsSpan((int)at, bytes.Length).ContainsAnyExcept((byte)0xFF))
                return false;
            bytes.CopyTo(Content, (int)at);
        }

        _pending.Clear();
        return true;
    }
}
