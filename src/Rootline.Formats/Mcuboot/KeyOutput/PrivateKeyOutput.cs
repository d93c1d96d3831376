using System.Formats.Asn1;
using System.Security.Cryptography;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.KeyOutput;

/// <summary>A private key in the forms that go into a loader that decrypts images. Source: mcuboot-image section 12.</summary>
public static class PrivateKeyOutput
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string Curve = "1.2.840.10045.2.1";
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string P384 = "1.3.132.0.34";
    private const string Ed25519 = "1.3.101.112";
    private const string X25519 = "1.3.101.110";

    // The longest key, RSA-3072, has under 2 KB: the writer never moves to a larger array and leaves a copy behind.
    private const int Room = 4096;

    /// <summary>The key as a C array <c>enc_priv_key</c>.</summary>
    /// <param name="pkcs8">The key as PKCS#8 PrivateKeyInfo, DER; a P-256 or P-384 key with its public key.</param>
    /// <param name="form">How it is written.</param>
    public static Parsed<Secret> ToC(ReadOnlySpan<byte> pkcs8, PrivateKeyForm form)
    {
        if (!Encode(pkcs8, form).Try(out var der, out var fault))
            return fault;
        using (der)
            return KeySourceText.C("enc_priv_key", der.Span);
    }

    /// <summary>The key as DER in the form that was asked for.</summary>
    /// <param name="pkcs8">The key as PKCS#8 PrivateKeyInfo, DER; a P-256 or P-384 key with its public key.</param>
    /// <param name="form">How it is written.</param>
    public static Parsed<Secret> Encode(ReadOnlySpan<byte> pkcs8, PrivateKeyForm form)
    {
        using var copy = Secret.CopyOf(pkcs8);
        try
        {
            var reader = new AsnReader(copy.Memory, AsnEncodingRules.DER).ReadSequence();
            reader.ReadInteger();
            var algorithm = reader.ReadSequence();
            string kind = algorithm.ReadObjectIdentifier();
            if (!reader.TryReadPrimitiveOctetString(out var key))
                return Unreadable();
            return kind switch
            {
                Rsa => OfRsa(key, form),
                Curve => OfCurve(algorithm.ReadObjectIdentifier(), key, form),
                X25519 => OfX25519(key, form),
                Ed25519 => KeyOutputFaults.Form.Fault("an Ed25519 key cannot decrypt, so no loader holds one"),
                _ => Unreadable(),
            };
        }
        catch (AsnContentException)
        {
            return Unreadable();
        }
    }

    private static Fault Unreadable() => KeyOutputFaults.Key.Fault("not the private key of RSA, P-256, P-384, Ed25519 or X25519 in PKCS#8");

    private static Parsed<Secret> OfRsa(ReadOnlyMemory<byte> key, PrivateKeyForm form)
    {
        if (form.Container == PrivateKeyContainer.Pkcs8)
            return KeyOutputFaults.Form.Fault("rsa does not support pkcs8");
        if (!form.Minimal)
            return Secret.CopyOf(key.Span);
        var numbers = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        return Write(writer =>
        {
            using (writer.PushSequence())
            {
                // Version, modulus, both exponents and the two primes stay; the three CRT numbers go.
                for (int i = 0; i < 6; i++)
                    writer.WriteEncodedValue(numbers.ReadEncodedValue().Span);
            }
        });
    }

    private static Parsed<Secret> OfCurve(string curve, ReadOnlyMemory<byte> key, PrivateKeyForm form)
    {
        if (curve is not (P256 or P384))
            return Unreadable();
        if (curve == P384 && form.Minimal)
            return KeyOutputFaults.Form.Fault("a P-384 key has no minimal form, and no image is encrypted with one");
        var reader = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        reader.ReadInteger();
        byte[] number = reader.ReadOctetString();
        try
        {
            ReadOnlyMemory<byte> point = default;
            while (reader.HasData)
            {
                // [0] repeats the curve; [1] is the public key.
                if (reader.PeekTag() is { TagClass: TagClass.ContextSpecific, TagValue: 1 } tag)
                    point = reader.ReadSequence(tag).ReadEncodedValue();
                else
                    reader.ReadEncodedValue();
            }

            return point.IsEmpty && !form.Minimal
                ? Unreadable()
                : form.Container == PrivateKeyContainer.OpenSsl
                    ? Write(writer => WriteSec1(writer, curve, number, form.Minimal ? default : point))
                    : Write(writer => WritePkcs8(writer, curve, number, form.Minimal ? default : point));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(number);
        }
    }

    private static Parsed<Secret> OfX25519(ReadOnlyMemory<byte> key, PrivateKeyForm form)
    {
        if (form.Container == PrivateKeyContainer.OpenSsl)
            return KeyOutputFaults.Form.Fault("x25519 does not support openssl");
        return Write(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(X25519);
                writer.WriteOctetString(key.Span);
            }
        });
    }

    private static void WritePkcs8(AsnWriter writer, string curve, ReadOnlySpan<byte> number, ReadOnlyMemory<byte> point)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Curve);
                writer.WriteObjectIdentifier(curve);
            }

            using (writer.PushOctetString())
                WriteSec1(writer, null, number, point);
        }
    }

    // Inside PKCS#8 the curve is not repeated.
    private static void WriteSec1(AsnWriter writer, string? curve, ReadOnlySpan<byte> number, ReadOnlyMemory<byte> point)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteOctetString(number);
            if (curve is not null)
            {
                using (writer.PushSequence(new(TagClass.ContextSpecific, 0)))
                    writer.WriteObjectIdentifier(curve);
            }

            if (point.IsEmpty)
                return;
            using (writer.PushSequence(new(TagClass.ContextSpecific, 1)))
                writer.WriteEncodedValue(point.Span);
        }
    }

    private static Parsed<Secret> Write(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, Room);
        try
        {
            write(writer);
            var der = new Secret(writer.GetEncodedLength());
            writer.Encode(der.Span);
            return der;
        }
        finally
        {
            writer.Reset();
        }
    }
}
