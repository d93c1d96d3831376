using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Container;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Fuzz;

/// <summary>Valid messages of one provisioning, made from keys that are a function of their names.</summary>
internal static class Samples
{
    private const ulong Seed = 0xF022;

    /// <summary>The part of a template's common name that a card overwrites.</summary>
    public const string NameTail = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-BB";

    /// <summary>A seeded source.</summary>
    public static EntropySource Entropy => new SeededEntropy(Seed);

    /// <summary>The key of a name.</summary>
    public static P256PrivateKey Key(string name) => P256PrivateKey.Generate(Entropy.Fork(name));

    /// <summary>Bytes of a name.</summary>
    public static byte[] Bytes(string name, int length) => Entropy.Fork(name).Bytes(length);

    /// <summary>The bytes of a secret, which is wiped.</summary>
    public static byte[] Take(Secret secret)
    {
        using (secret)
            return secret.Span.ToArray();
    }

    /// <summary>DIE certificates of both versions.</summary>
    public static byte[] Die(int version)
    {
        using var signer = Key("nxp-prod");
        var identity = new DieIdentity(Bytes("ecid", 16), Bytes("uuid", 16));
        var attestation = version == 0 ? default(ReadOnlyMemory<byte>?) : Point("attestation");
        return DieCertificate.Issue(identity, Point("die"), attestation, signer, Entropy);
    }

    /// <summary>A challenge.</summary>
    public static byte[] Challenge => new TpChallenge(Bytes("challenge", 16), new OemKeyFlags(0, 2).Value).ToBytes();

    /// <summary>A response with some OEM keys.</summary>
    public static byte[] Response(int version, params byte[] keyIds)
    {
        using var key = Key(version == 0 ? "die" : "attestation");
        var keys = keyIds.Select(id => new OemPublicKey(id, Point($"oem-{id}"))).ToList();
        return TpResponse.Sign(new(Die(version), Bytes("challenge", 16), Point("agree"), keys), key, Entropy);
    }

    /// <summary>Wrapped data with some OEM certificates.</summary>
    public static byte[] Wrapped(params byte[] keyIds)
    {
        using var key = Key("card");
        var certificates = keyIds.Select(id => new OemCertificate(id, 0x10040000 + (0x1000u * id), Bytes($"certificate-{id}", 70))).ToList();
        var envelope = new Envelope(Bytes("iv", 16), Bytes("tag", 16), Bytes("ciphertext", 101));
        var content = new WrappedContent(Point("card-agree"), envelope, Die(0), certificates, 0x01020304, Bytes("hash", 32), Bytes("log", 71));
        return WrappedData.Sign(content, key, Entropy);
    }

    /// <summary>The container inside wrapped data, with or without a key that wraps its KEKs, or with provisioning data.</summary>
    public static IEnumerable<byte[]> Plaintexts()
    {
        using var secrets = new ProvisionedSecrets { SbKek = Some("sb", 32), UserKek = Some("user", 32), Cfpa = Some("cfpa", 512), Cmpa = Some("cmpa", 512) };
        yield return Take(secrets.ToPlaintext(default));
        yield return Take(secrets.ToPlaintext(new byte[16]));
        yield return new ContainerWriter().Add(PayloadType.ProvisioningData, new byte[30]).ToBytes();
    }

    /// <summary>A self-signed certificate of a P-256 key.</summary>
    /// <param name="subject">Subject and issuer.</param>
    public static byte[] Certificate(string subject)
    {
        using var key = Key("oem-id");
        using var pkcs8 = key.ToPkcs8();
        using var platform = ECDsa.Create();
        platform.ImportPkcs8PrivateKey(pkcs8.Span, out _);
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = new CertificateRequest(subject, platform, HashAlgorithmName.SHA256).CreateSelfSigned(start, start.AddYears(10));
        return certificate.RawData;
    }

    /// <summary>An OEM certificate template as the card keeps it.</summary>
    public static byte[] Template => CertificateBlob.FromCertificate(Certificate($"O=Device, CN=widget {NameTail}"), 0x10040000).OrThrow().ToBytes();

    /// <summary>X‖Y of the key of a name.</summary>
    public static byte[] Point(string name)
    {
        using var key = Key(name);
        return key.PublicKey.Raw.ToArray();
    }

    private static Secret Some(string name, int length) => Secret.CopyOf(Bytes(name, length));
}
