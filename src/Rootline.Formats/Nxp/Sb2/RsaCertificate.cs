using System.Formats.Asn1;
using System.Security.Cryptography;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// The parts of an X.509 v3 certificate (RFC 5280) that a boot ROM judges: names, RSA key, whether it is a CA, and its own
/// signature. Validity is not among them: a ROM has no clock.
/// </summary>
public sealed class RsaCertificate
{
    private const string Sha256WithRsa = "1.2.840.113549.1.1.11";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string BasicConstraints = "2.5.29.19";

    private readonly byte[] _signedPart;
    private readonly byte[] _signature;
    private readonly byte[] _issuer;
    private readonly byte[] _subject;
    private readonly RSAParameters _key;

    private RsaCertificate(byte[] der)
    {
        Der = der;
        var certificate = Whole(new AsnReader(der, AsnEncodingRules.DER));
        _signedPart = certificate.PeekEncodedValue().ToArray();
        var body = certificate.ReadSequence();
        RequireAlgorithm(certificate.ReadSequence(), Sha256WithRsa);
        _signature = certificate.ReadBitString(out _);
        certificate.ThrowIfNotEmpty();

        RequireVersion3(body);
        body.ReadInteger();
        RequireAlgorithm(body.ReadSequence(), Sha256WithRsa);
        _issuer = body.ReadEncodedValue().ToArray();
        body.ReadSequence();
        _subject = body.ReadEncodedValue().ToArray();
        _key = ReadKey(body.ReadSequence());
        IsCa = ReadIsCa(body);
    }

    /// <summary>The certificate itself.</summary>
    public byte[] Der { get; }

    /// <summary>True when the basic constraints say CA.</summary>
    public bool IsCa { get; }

    /// <summary>Length of the key and of its signatures in bytes: 256, 384 or 512.</summary>
    public int KeyLength => _key.Modulus!.Length;

    /// <summary>Reads a certificate; nothing may follow it.</summary>
    /// <param name="der">DER; PEM is refused.</param>
    /// <returns>The certificate, or <see cref="Sb2Faults.Certificate"/>.</returns>
    public static Parsed<RsaCertificate> Parse(ReadOnlySpan<byte> der)
    {
        try
        {
            return new RsaCertificate(der.ToArray());
        }
        catch (AsnContentException e)
        {
            return Sb2Faults.Certificate.Because($"a certificate of {der.Length} bytes is not as expected: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The hash of the key in a root key table: SHA-256(modulus ‖ exponent), big-endian, without leading zeros.</summary>
    public byte[] RootKeyHash() => SHA256.HashData([.. _key.Modulus!, .. _key.Exponent!]);

    /// <summary>True when another certificate's key signed this one and bears its issuer's name.</summary>
    /// <param name="issuer">The issuer; the certificate itself for a root.</param>
    public bool IsSignedBy(RsaCertificate issuer) =>
        _issuer.AsSpan().SequenceEqual(issuer._subject) && issuer.Verifies(_signedPart, _signature);

    /// <summary>Verifies an RSA PKCS#1 v1.5 signature with SHA-256.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature"><see cref="KeyLength"/> bytes.</param>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var rsa = RSA.Create(_key);
            return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static AsnReader Whole(AsnReader reader)
    {
        var content = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        return content;
    }

    private static void RequireVersion3(AsnReader body)
    {
        var version = body.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
        if (version.ReadInteger() != 2)
            throw new AsnContentException("the version is not 3");
        version.ThrowIfNotEmpty();
    }

    private static void RequireAlgorithm(AsnReader algorithm, string oid)
    {
        if (algorithm.ReadObjectIdentifier() != oid)
            throw new AsnContentException($"the algorithm is not {oid}");
        algorithm.ReadNull();
        algorithm.ThrowIfNotEmpty();
    }

    private static RSAParameters ReadKey(AsnReader info)
    {
        RequireAlgorithm(info.ReadSequence(), RsaEncryption);
        var bits = info.ReadBitString(out _);
        info.ThrowIfNotEmpty();
        var key = Whole(new AsnReader(bits, AsnEncodingRules.DER));
        var modulus = key.ReadInteger();
        var exponent = key.ReadInteger();
        key.ThrowIfNotEmpty();
        if (modulus.Sign <= 0 || exponent.Sign <= 0)
            throw new AsnContentException("the key's numbers are not positive");
        var result = new RSAParameters { Modulus = modulus.ToByteArray(true, true), Exponent = exponent.ToByteArray(true, true) };
        if (result.Modulus.Length is not (256 or 384 or 512) || result.Modulus[0] < 0x80 || modulus.IsEven)
            throw new AsnContentException("the key is not one of 2048, 3072 or 4096 bits");
        if (exponent < 3 || exponent.IsEven || result.Exponent.Length > 4)
            throw new AsnContentException("the public exponent is not an odd number of at most 4 bytes");
        return result;
    }

    private static bool ReadIsCa(AsnReader body)
    {
        var holder = body.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 3));
        body.ThrowIfNotEmpty();
        var extensions = Whole(holder);
        bool? isCa = null;
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            string oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
                extension.ReadBoolean();
            var value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            if (oid != BasicConstraints)
                continue;
            if (isCa is not null)
                throw new AsnContentException("the basic constraints stand there twice");
            var constraints = Whole(new AsnReader(value, AsnEncodingRules.DER));
            isCa = constraints.HasData && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && constraints.ReadBoolean();
        }

        return isCa ?? false;
    }
}
