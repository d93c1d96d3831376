using System.Buffers.Binary;

namespace Rootline.Formats.Tfm;

/// <summary>One copy of one-time memory in an image.</summary>
/// <param name="Bytes">The copy: a whole area. Its owner wipes it.</param>
/// <param name="Layout">What lies where.</param>
public sealed record OtpCopy(ReadOnlyMemory<byte> Bytes, OtpLayout Layout)
{
    /// <summary>The count, or before 1.7 the mark, that it ends with.</summary>
    public uint Count => Word(Bytes.Span, Layout.SwapCount);

    /// <summary>Whether it begins and ends as a copy does that no power cut tore.</summary>
    public bool IsWhole => CopyMarks.IsWhole(Bytes.Span, Layout);

    /// <summary>Whether it shows no trace of use: zeros or ones alone.</summary>
    public bool IsBlank => !Bytes.Span.ContainsAnyExcept((byte)0) || !Bytes.Span.ContainsAnyExcept((byte)0xFF);

    /// <summary>The life cycle.</summary>
    public TfmLifecycle Lifecycle => TfmLifecycles.FromOtpWord(Word(Bytes.Span, Layout.Find(OtpElement.Lcs)!.Offset));

    /// <summary>The bytes of an element; empty when the layout has none.</summary>
    /// <param name="element">The element.</param>
    public ReadOnlySpan<byte> Read(OtpElement element) => Layout.Find(element) is { } field ? Bytes.Span.Slice(field.Offset, field.Length) : default;

    /// <summary>A counter of protected storage.</summary>
    /// <param name="index">0 to 2.</param>
    public uint StorageCounter(int index) => Word(Bytes.Span, Layout.StorageCounter0 + (index * sizeof(uint)));

    /// <inheritdoc/>
    public override string ToString() => $"[copy of one-time memory, {Bytes.Length} bytes]";

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
