namespace Rootline.Oem.Nxp;

/// <summary>The protected flash pages of a plan.</summary>
/// <param name="Cmpa">512 bytes.</param>
/// <param name="Cfpa">512 bytes.</param>
public sealed record CardPages(ReadOnlyMemory<byte> Cmpa, ReadOnlyMemory<byte> Cfpa);
