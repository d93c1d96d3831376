using System.Security.Cryptography;
using Rootline.Formats.Records;

namespace Rootline.Formats.Tfm.Bundles;

/// <summary>
/// The fingerprint of a random secret: HMAC-SHA-256 with a fixed key. It tells that two secrets are the same and, the secret being
/// random and of 16 bytes or more, nothing else; it is not the plain digest, from which for example a symmetric key's instance id is made.
/// </summary>
public static class SecretFingerprint
{
    private static ReadOnlySpan<byte> Key => "rootline fingerprint of a device secret"u8;

    /// <summary>Makes a fingerprint.</summary>
    /// <param name="name">What the secret is, for example <c>huk</c>.</param>
    /// <param name="secret">The secret.</param>
    public static InputDigest Of(string name, ReadOnlySpan<byte> secret) => new(name, Convert.ToHexStringLower(HMACSHA256.HashData(Key, secret)));
}
