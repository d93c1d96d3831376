namespace Rootline.Formats.Mcuboot.KeyOutput;

/// <summary>How a private key is written for a loader that decrypts images with it.</summary>
/// <param name="Container">The container, or null for the one that the kind of key usually has (RSA: OpenSSL, all others: PKCS#8).</param>
/// <param name="Minimal">Whether what decryption does not need is left out: the CRT numbers of RSA, the public key of P-256.</param>
public sealed record PrivateKeyForm(PrivateKeyContainer? Container = null, bool Minimal = false);
