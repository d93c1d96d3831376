namespace Rootline.Formats.Mcuboot.Dump;

/// <summary>A TLV as it stands in a file.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Length">The length that it says.</param>
/// <param name="Data">Its value; shorter than its length where the file ends before.</param>
public sealed record DumpedEntry(TlvType Type, ushort Length, byte[] Data);
