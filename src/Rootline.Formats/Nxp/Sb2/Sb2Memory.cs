namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Which memory a command works on; the default is the internal one.</summary>
/// <param name="Device">Device id, flag bits 15:8.</param>
/// <param name="Group">Group id, flag bits 7:4, 0 to 15.</param>
public readonly record struct Sb2Memory(byte Device, byte Group);
