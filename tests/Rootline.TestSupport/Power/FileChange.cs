namespace Rootline.TestSupport.Power;

/// <summary>One change that is not durable yet, in the order of all changes of the disk.</summary>
/// <param name="Order">Position among all changes of the disk.</param>
internal abstract record PendingChange(long Order);

/// <summary>Bytes written to a file, or its truncation when there are none.</summary>
internal sealed record FileChange(long Order, Inode File, long Offset, byte[]? Bytes) : PendingChange(Order)
{
    public byte[] ApplyTo(byte[] content)
    {
        if (Bytes is null)
        {
            var cut = new byte[Offset];
            content.AsSpan(0, (int)Math.Min(Offset, content.Length)).CopyTo(cut);
            return cut;
        }

        long end = Offset + Bytes.Length;
        if (end > content.Length)
            Array.Resize(ref content, (int)end);
        Bytes.CopyTo(content, Offset);
        return content;
    }
}

/// <summary>A name that begins to stand for a file, or for none.</summary>
internal sealed record NameChange(long Order, string Path, Inode? File) : PendingChange(Order);
