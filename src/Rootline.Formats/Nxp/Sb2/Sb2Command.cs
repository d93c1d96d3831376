namespace Rootline.Formats.Nxp.Sb2;

/// <summary>One command of a boot section.</summary>
public abstract record Sb2Command
{
    private protected Sb2Command()
    {
    }

    /// <summary>The command's 16 bytes.</summary>
    internal abstract Sb2CommandHeader Header { get; }

    /// <summary>Length in the file, in blocks of 16 bytes.</summary>
    internal virtual int Blocks => 1;

    /// <summary>Writes what follows the header.</summary>
    internal virtual void WritePayload(Span<byte> destination)
    {
    }
}
