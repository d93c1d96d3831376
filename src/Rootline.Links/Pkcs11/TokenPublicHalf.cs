using System.Formats.Asn1;
using System.Security.Cryptography;
using Rootline.Formats.Files;
using Rootline.Formats.Files.Keys;

namespace Rootline.Links.Pkcs11;

/// <summary>Makes what a token shows of a key a public key.</summary>
internal static class TokenPublicHalf
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string P384 = "1.3.132.0.34";

    /// <summary>The key of an object: a public key or, for RSA, also a private one.</summary>
    /// <returns>The key, or null when the object does not show it or its kind is not supported.</returns>
    public static PublicKeyInfo? OfKey(TokenObjects objects, nuint key)
    {
        if (objects.Read(key, Cka.KeyType) is not { Length: 8 } type)
            return null;
        try
        {
            return (nuint)BitConverter.ToUInt64(type) switch
            {
                Cka.RsaKey => OfRsa(objects.Read(key, Cka.Modulus), objects.Read(key, Cka.PublicExponent)),
                Cka.EcKey => OfPoint(objects.Read(key, Cka.EcParameters), objects.Read(key, Cka.EcPoint)),
                Cka.EdwardsKey => OfEdwards(objects.Read(key, Cka.EcPoint)),
                _ => null,
            };
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The key of a certificate object.</summary>
    public static PublicKeyInfo? OfCertificate(TokenObjects objects, nuint certificate)
    {
        if (objects.Read(certificate, Cka.Value) is not { } der || X509File.Load(der) is not { } loaded)
            return null;
        using (loaded)
            return PublicKeyInfo.FromSpki(loaded.PublicKey.ExportSubjectPublicKeyInfo());
    }

    private static PublicKeyInfo? OfRsa(byte[]? modulus, byte[]? exponent)
    {
        if (modulus is null || exponent is null)
            return null;
        using var key = RSA.Create(new RSAParameters { Modulus = Trimmed(modulus), Exponent = Trimmed(exponent) });
        return PublicKeyInfo.FromRsa(key);
    }

    private static PublicKeyInfo? OfPoint(byte[]? parameters, byte[]? point)
    {
        if (parameters is null || point is null)
            return null;
        KeyKind? kind = AsnDecoder.ReadObjectIdentifier(parameters, AsnEncodingRules.DER, out _) switch
        {
            P256 => KeyKind.EcP256,
            P384 => KeyKind.EcP384,
            _ => null,
        };
        return kind is { } known ? PublicKeyInfo.FromPoint(known, point[0] == 4 && point.Length % 2 == 1 && point[1] != point.Length - 2 ? point : Inner(point)) : null;
    }

    // The standard wants an OCTET STRING around the 32 bytes; some modules leave it out.
    private static PublicKeyInfo? OfEdwards(byte[]? point)
    {
        byte[]? raw = point?.Length == 32 ? point : point is null ? null : Inner(point);
        return raw is { Length: 32 } ? PublicKeyInfo.FromRaw(KeyKind.Ed25519, raw) : null;
    }

    private static byte[] Inner(byte[] point) => AsnDecoder.ReadOctetString(point, AsnEncodingRules.DER, out _);

    private static byte[] Trimmed(byte[] number) => number.AsSpan().TrimStart((byte)0).ToArray();
}
