using System.Formats.Asn1;

namespace Rootline.Formats.Files.Keys;

/// <summary>Algorithm identifiers of keys: RFC 8017 A.1, RFC 5480 2.1, RFC 8410 3.</summary>
internal static class KeyOids
{
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string Ec = "1.2.840.10045.2.1";
    public const string P256 = "1.2.840.10045.3.1.7";
    public const string P384 = "1.3.132.0.34";
    public const string X25519 = "1.3.101.110";
    public const string Ed25519 = "1.3.101.112";

    /// <summary>The curve of an EC kind.</summary>
    public static string CurveOf(KeyKind kind) => kind == KeyKind.EcP256 ? P256 : P384;

    /// <summary>The EC kind of a curve.</summary>
    /// <exception cref="AsnContentException">Another curve.</exception>
    public static KeyKind KindOfCurve(string oid) => oid switch
    {
        P256 => KeyKind.EcP256,
        P384 => KeyKind.EcP384,
        _ => throw new AsnContentException($"the curve {oid} is not supported"),
    };

    /// <summary>Writes an AlgorithmIdentifier.</summary>
    public static void Write(AsnWriter writer, KeyKind kind)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(kind switch
            {
                _ when kind.IsRsa() => Rsa,
                _ when kind.IsEc() => Ec,
                KeyKind.Ed25519 => Ed25519,
                _ => X25519,
            });
            if (kind.IsRsa())
                writer.WriteNull();
            else if (kind.IsEc())
                writer.WriteObjectIdentifier(CurveOf(kind));
        }
    }
}
