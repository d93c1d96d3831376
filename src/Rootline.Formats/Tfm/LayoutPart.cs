namespace Rootline.Formats.Tfm;

/// <summary>The place of one binary in a combined image.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="MaxSize">The most bytes that it may have.</param>
public sealed record LayoutPart(uint Offset, uint MaxSize);
