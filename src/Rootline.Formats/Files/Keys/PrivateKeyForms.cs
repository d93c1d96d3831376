using System.Formats.Asn1;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Files.Keys;

/// <summary>
/// The DER forms of a private key. The minimal ones leave out what can be computed: boot loaders hold them where room is dear
/// (mcuboot-image 12, getpriv).
/// </summary>
public static class PrivateKeyForms
{
    // Larger than any form here (RSA-4096 has some 2,400 bytes), so that the writer never leaves a copy behind as it grows.
    private const int Room = 4096;

    /// <summary>PKCS #8 PrivateKeyInfo: as OpenSSL writes it.</summary>
    /// <param name="key">A key of any kind.</param>
    public static Secret Pkcs8(PrivateKey key) => Pkcs8(key, key.Kind.IsEc() ? Inner(key, withCurve: false, withHalf: true) : null);

    /// <summary>PKCS #8 without the public half: P-256 67 bytes.</summary>
    /// <param name="key">A key of a NIST curve.</param>
    public static Secret MinimalPkcs8(PrivateKey key) => Pkcs8(key, Inner(key, withCurve: false, withHalf: false));

    /// <summary>SEC1 ECPrivateKey: P-256 121 bytes, P-384 167.</summary>
    /// <param name="key">A key of a NIST curve.</param>
    public static Secret Sec1(PrivateKey key) => Inner(key, withCurve: true, withHalf: true);

    /// <summary>SEC1 without the public half: P-256 51 bytes.</summary>
    /// <param name="key">A key of a NIST curve.</param>
    public static Secret MinimalSec1(PrivateKey key) => Inner(key, withCurve: true, withHalf: false);

    /// <summary>PKCS #1 RSAPrivateKey.</summary>
    /// <param name="key">An RSA key.</param>
    public static Secret Pkcs1(PrivateKey key) => Demand(key, key.Kind.IsRsa()) ? Secret.CopyOf(key.Raw) : throw new InvalidOperationException();

    /// <summary>PKCS #1 up to the second prime: version, n, e, d, p, q.</summary>
    /// <param name="key">An RSA key.</param>
    public static Secret MinimalPkcs1(PrivateKey key)
    {
        Demand(key, key.Kind.IsRsa());
        const int numbers = 6;
        using var whole = Secret.CopyOf(key.Raw);
        var sequence = new AsnReader(whole.Memory, AsnEncodingRules.DER).ReadSequence();
        return Written(writer =>
        {
            using (writer.PushSequence())
            {
                for (int i = 0; i < numbers; i++)
                    writer.WriteEncodedValue(sequence.ReadEncodedValue().Span);
            }
        });
    }

    private static Secret Pkcs8(PrivateKey key, Secret? inner)
    {
        using (inner)
        {
            return Written(writer =>
            {
                using (writer.PushSequence())
                {
                    writer.WriteInteger(0);
                    KeyOids.Write(writer, key.Kind);
                    using (writer.PushOctetString())
                        WriteInner(writer, key, inner);
                }
            });
        }
    }

    private static void WriteInner(AsnWriter writer, PrivateKey key, Secret? inner)
    {
        if (inner is not null)
            writer.WriteEncodedValue(inner.Span);
        else if (key.Kind.IsRsa())
            writer.WriteEncodedValue(key.Raw);
        else
            writer.WriteOctetString(key.Raw);
    }

    private static Secret Inner(PrivateKey key, bool withCurve, bool withHalf)
    {
        Demand(key, key.Kind.IsEc());
        return Written(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.WriteOctetString(key.Raw);
                if (withCurve)
                {
                    using (writer.PushSequence(Sec1Form.Parameters))
                        writer.WriteObjectIdentifier(KeyOids.CurveOf(key.Kind));
                }

                if (withHalf)
                {
                    using (writer.PushSequence(Sec1Form.PublicHalf))
                        writer.WriteBitString(key.PublicKey.Raw);
                }
            }
        });
    }

    private static Secret Written(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, Room);
        write(writer);
        var secret = new Secret(writer.GetEncodedLength());
        writer.Encode(secret.Span);
        writer.Reset();
        return secret;
    }

    private static bool Demand(PrivateKey key, bool fits) => fits ? true : throw new ArgumentException($"a key of kind {key.Kind.Name()} has no such form", nameof(key));
}
