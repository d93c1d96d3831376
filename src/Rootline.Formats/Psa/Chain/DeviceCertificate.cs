using System.Formats.Asn1;
using System.Security.Cryptography;
using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Formats.Psa.Chain;

/// <summary>
/// The parts of an X.509 v3 certificate that decide whether it belongs to a chain: names, key, validity, extensions, signature. Keys of P-256,
/// P-384 and P-521 and ECDSA with SHA-2 only. Source: RFC 5280.
/// </summary>
public sealed class DeviceCertificate
{
    /// <summary>The longest certificate in bytes.</summary>
    public const int MaxLength = 4096;

    private readonly byte[] _signedPart;
    private readonly byte[] _signature;
    private readonly HashAlgorithmName _hash;
    private readonly byte[] _issuer;
    private readonly byte[] _subject;
    private readonly byte[] _spki;

    private DeviceCertificate(ReadOnlyMemory<byte> der)
    {
        Der = der;
        var certificate = Whole(new AsnReader(der, AsnEncodingRules.DER));
        _signedPart = certificate.PeekEncodedValue().ToArray();
        var body = certificate.ReadSequence();
        string algorithm = Algorithm(certificate.ReadSequence());
        _hash = HashOf(algorithm);
        _signature = certificate.ReadBitString(out int unused);
        certificate.ThrowIfNotEmpty();

        RequireVersion3(body);
        body.ReadInteger();
        if (unused != 0 || Algorithm(body.ReadSequence()) != algorithm)
            throw new AsnContentException("two algorithms of one signature");
        _issuer = body.ReadEncodedValue().ToArray();
        var validity = body.ReadSequence();
        (NotBefore, NotAfter) = (Time(validity), Time(validity));
        validity.ThrowIfNotEmpty();
        _subject = body.ReadEncodedValue().ToArray();
        _spki = body.ReadEncodedValue().ToArray();
        Use = ReadUse(body);
    }

    /// <summary>The certificate itself.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>The first moment at which it is valid, UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>The last moment at which it is valid, UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>What its extensions allow.</summary>
    internal CertificateUse Use { get; }

    /// <summary>Reads a certificate; nothing may follow it.</summary>
    /// <param name="der">DER; PEM is refused. The result keeps it.</param>
    /// <returns>The certificate, or <see cref="ChainFaults.Form"/>.</returns>
    public static Parsed<DeviceCertificate> Parse(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaxLength)
            return ChainFaults.Form.Fault($"a certificate of {der.Length} bytes, at most {MaxLength} are read");
        try
        {
            return new DeviceCertificate(der);
        }
        catch (AsnContentException e)
        {
            return ChainFaults.Form.Fault($"a certificate of {der.Length} bytes is not as expected: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Imports its key.</summary>
    /// <returns>The key, the caller's; or why it is none of an ECDSA curve that is known.</returns>
    public Parsed<TokenKey> OpenKey() => TokenKey.FromSpki(_spki);

    /// <summary>Whether it bears another certificate's name as issuer and is signed by that certificate's key.</summary>
    /// <param name="issuer">The other certificate.</param>
    public bool IsSignedBy(DeviceCertificate issuer)
    {
        if (!_issuer.AsSpan().SequenceEqual(issuer._subject) || !issuer.OpenKey().Try(out var opened, out _))
            return false;
        using var key = opened;
        using var ecdsa = ECDsa.Create();
        // Written anew from the point, so that a curve of the certificate's own making is never imported.
        ecdsa.ImportSubjectPublicKeyInfo(key.ToSpki(), out _);
        return ecdsa.VerifyData(_signedPart, _signature, _hash, DSASignatureFormat.Rfc3279DerSequence);
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

    private static string Algorithm(AsnReader algorithm)
    {
        string id = algorithm.ReadObjectIdentifier();
        algorithm.ThrowIfNotEmpty();
        return id;
    }

    private static HashAlgorithmName HashOf(string algorithm) => algorithm switch
    {
        "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
        "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
        "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
        _ => throw new AsnContentException("it is not signed with ECDSA and SHA-2"),
    };

    private static DateTimeOffset Time(AsnReader validity) => validity.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
        ? validity.ReadUtcTime()
        : validity.ReadGeneralizedTime();

    private static CertificateUse ReadUse(AsnReader body)
    {
        if (!body.HasData)
            return new(false, null, null, null);
        var tagged = body.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 3));
        body.ThrowIfNotEmpty();
        var extensions = tagged.ReadSequence();
        tagged.ThrowIfNotEmpty();
        return CertificateUse.Read(extensions);
    }
}
