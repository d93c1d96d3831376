namespace Rootline.Cli.Commands.Image;

/// <summary>A key in the form in which it leaves.</summary>
/// <param name="Bytes">The form's bytes.</param>
/// <param name="Kind">Name of the key's kind.</param>
/// <param name="Encoding">Name of the form.</param>
internal sealed record WrittenKey(ReadOnlyMemory<byte> Bytes, string Kind, string Encoding)
{
    /// <summary>Whether the bytes are text.</summary>
    public bool IsText { get; init; } = true;

    /// <summary>Whether the bytes are a private key.</summary>
    public bool IsSecret { get; init; }
}
