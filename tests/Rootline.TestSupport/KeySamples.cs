using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;

namespace Rootline.TestSupport;

/// <summary>A key of each kind; the same within a run of the tests.</summary>
public static class KeySamples
{
    private static readonly ConcurrentDictionary<KeyKind, byte[]> Rsa = [];

    /// <summary>A key; the caller's.</summary>
    /// <param name="kind">Its kind.</param>
    public static PrivateKey Of(KeyKind kind)
    {
        if (kind.IsEc())
            return PrivateKey.FromScalar(kind, SHA384.HashData("sample"u8).AsSpan(0, kind == KeyKind.EcP256 ? 32 : 48))!;
        if (!kind.IsRsa())
            return PrivateKey.FromRaw(kind, SHA256.HashData("sample"u8))!;
        byte[] der = Rsa.GetOrAdd(kind, Draw);
        return PrivateKey.FromPkcs1(der)!;
    }

    /// <summary>A key's file; plain without a password.</summary>
    /// <param name="kind">The key's kind.</param>
    /// <param name="password">The password, or null.</param>
    public static byte[] File(KeyKind kind, string? password = null)
    {
        using var key = Of(kind);
        if (password is null)
        {
            using var plain = PrivateKeyFile.Write(key);
            return plain.Span.ToArray();
        }

        using var typed = Secret.CopyOf(Encoding.UTF8.GetBytes(password));
        using var locked = PrivateKeyFile.WriteEncrypted(key, typed, new Core.Entropy.SeededEntropy(1));
        return locked.Span.ToArray();
    }

    private static byte[] Draw(KeyKind kind)
    {
        using var key = RSA.Create(kind switch { KeyKind.Rsa2048 => 2048, KeyKind.Rsa3072 => 3072, _ => 4096 });
        return key.ExportRSAPrivateKey();
    }
}
