namespace Rootline.Formats.Tfm;

/// <summary>Where an element stands.</summary>
/// <param name="Offset">Offset in the struct.</param>
/// <param name="Length">Length in bytes.</param>
public sealed record OtpField(int Offset, int Length);
