using System.Security.Cryptography;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Files.Keys;

/// <summary>The old encryption of PEM files: headers <c>Proc-Type: 4,ENCRYPTED</c> and <c>DEK-Info: CIPHER,VECTOR</c> (RFC 1421 4.6.1, RFC 1423).</summary>
internal static class DekInfo
{
    private const int SaltLength = 8;

    /// <summary>Decrypts a body.</summary>
    /// <param name="headers">The lines before the body.</param>
    /// <param name="body">What follows them, decoded.</param>
    /// <param name="password">As typed.</param>
    public static Parsed<Secret> Open(string headers, ReadOnlySpan<byte> body, ReadOnlySpan<byte> password)
    {
        string[] parts = Value(headers, "DEK-Info:").Split(',');
        if (parts is not [var name, var hex] || CbcCipher.Find(name) is not { } cipher || cipher.Oid == name)
            return PrivateKeyFaults.Form.Fault("its DEK-Info names no cipher that is supported: AES-128-CBC, AES-192-CBC, AES-256-CBC, DES-EDE3-CBC");
        if (hex.Length != 2 * cipher.BlockLength || !hex.All(char.IsAsciiHexDigit))
            return PrivateKeyFaults.Form.Fault("its DEK-Info has no initialisation vector");
        byte[] vector = Convert.FromHexString(hex);
        using var key = Derive(password, vector.AsSpan(0, SaltLength), cipher.KeyLength);
        return cipher.Decrypt(key.Span, vector, body) is { } plain ? plain : PrivateKeyFaults.Password.Fault("the password does not open it");
    }

    private static string Value(string headers, string name) =>
        headers.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim() ?? "";

    // OpenSSL's EVP_BytesToKey with MD5 and one round: D(i) = MD5(D(i-1) ‖ password ‖ salt).
    private static Secret Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int length)
    {
        var key = new Secret(length);
        using var input = new Secret(MD5.HashSizeInBytes + password.Length + salt.Length);
        using var digest = new Secret(MD5.HashSizeInBytes);
        password.CopyTo(input.Span[MD5.HashSizeInBytes..]);
        salt.CopyTo(input.Span[(MD5.HashSizeInBytes + password.Length)..]);
        for (int done = 0; done < length; done += MD5.HashSizeInBytes)
        {
#pragma warning disable CA5351 // Old files are derived so; none is written so.
            MD5.HashData(done == 0 ? input.Span[MD5.HashSizeInBytes..] : input.Span, digest.Span);
#pragma warning restore CA5351
            digest.Span.CopyTo(input.Span);
            digest.Span[..Math.Min(MD5.HashSizeInBytes, length - done)].CopyTo(key.Span[done..]);
        }

        return key;
    }
}
