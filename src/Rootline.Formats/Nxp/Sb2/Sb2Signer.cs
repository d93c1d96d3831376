namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Signs with the key of the last certificate: RSA PKCS#1 v1.5 with SHA-256.</summary>
/// <param name="data">What to sign; not hashed yet.</param>
/// <returns>256, 384 or 512 bytes, as long as the key.</returns>
public delegate byte[] Sb2Signer(ReadOnlySpan<byte> data);
