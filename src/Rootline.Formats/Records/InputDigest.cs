namespace Rootline.Formats.Records;

/// <summary>The digest of one thing that was put into a device.</summary>
/// <param name="Name">What it is, for example <c>cmpa</c>; at most 64 characters, unique in its record.</param>
/// <param name="Sha256">SHA-256 of it, 64 lower-case hexadecimal digits; of a secret never the plain digest.</param>
public sealed record InputDigest(string Name, string Sha256);
