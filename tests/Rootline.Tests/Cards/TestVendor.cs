using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Tests.Cards;

/// <summary>A vendor for tests: root, family certificate, cards and chips.</summary>
public sealed class TestVendor : IDisposable
{
    public const ulong Serial = 105276681024525924;

    private readonly P256PrivateKey _prod = P256PrivateKey.Generate(new SystemEntropy());

    public TestVendor()
    {
        using var root = ToPlatform(Glob);
        using var prod = ToPlatform(_prod);
        var request = new CertificateRequest("CN=NXP PROD TEST", prod, HashAlgorithmName.SHA256);
        var begin = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.Create(
            new X500DistinguishedName("CN=NXP GLOB TEST"), X509SignatureGenerator.CreateForECDsa(root), begin, begin.AddYears(10), [1, 2, 3, 4]);
        ProdCertificate = certificate.RawData;
        using var longOne = new CertificateRequest($"CN={new string('A', 900)}", prod, HashAlgorithmName.SHA256).CreateSelfSigned(begin, begin.AddYears(1));
        LongCertificate = longOne.RawData;
    }

    public P256PrivateKey Glob { get; } = P256PrivateKey.Generate(new SystemEntropy());

    public byte[] ProdCertificate { get; }

    public byte[] LongCertificate { get; }

    public static CardBirth Birth(ulong serial = Serial)
    {
        using var key = P256PrivateKey.Generate(new SystemEntropy());
        return new() { Serial = serial, Applet = new(1, 2, 0), IsSeeded = false, CardKey = Secret.CopyOf(key.Scalar) };
    }

    public TestChip Chip(bool attestation = false) => new(_prod, attestation);

    public void Dispose()
    {
        Glob.Dispose();
        _prod.Dispose();
    }

    private static ECDsa ToPlatform(P256PrivateKey key)
    {
        var platform = ECDsa.Create();
        using var der = key.ToPkcs8();
        platform.ImportPkcs8PrivateKey(der.Span, out _);
        return platform;
    }
}

/// <summary>A chip for tests: answers challenges and opens wrapped data.</summary>
public sealed class TestChip : IDisposable
{
    private readonly EntropySource _entropy = new SystemEntropy();
    private readonly P256PrivateKey? _attestation;
    private readonly P256PrivateKey _ephemeral;

    public TestChip(P256PrivateKey prod, bool attestation)
    {
        _ephemeral = P256PrivateKey.Generate(_entropy);
        Key = P256PrivateKey.Generate(_entropy);
        _attestation = attestation ? P256PrivateKey.Generate(_entropy) : null;
        var identity = new DieIdentity(_entropy.Bytes(16), _entropy.Bytes(16));
        ReadOnlyMemory<byte>? attested = _attestation is { } key ? key.PublicKey.Raw.ToArray() : default(ReadOnlyMemory<byte>?);
        Certificate = DieCertificate.Issue(identity, Key.PublicKey.Raw.ToArray(), attested, prod, _entropy);
    }

    public P256PrivateKey Key { get; }

    public byte[] Certificate { get; }

    public TpStatement Statement(byte[] challenge, params byte[] keyIds)
    {
        var keys = keyIds.Select(id => new OemPublicKey(id, P256PrivateKey.Generate(_entropy).PublicKey.Raw.ToArray())).ToList();
        return new(Certificate, TpChallenge.Parse(challenge).OrThrow().Random, _ephemeral.PublicKey.Raw.ToArray(), keys);
    }

    public byte[] Respond(byte[] challenge, params byte[] keyIds) => TpResponse.Sign(Statement(challenge, keyIds), _attestation ?? Key, _entropy);

    public byte[] RespondBy(ResponseKeyRule rule, byte[] challenge, params byte[] keyIds) =>
        TpResponse.Sign(Statement(challenge, keyIds), rule == ResponseKeyRule.Identity ? Key : _attestation ?? Key, _entropy);

    public ProvisionedSecrets Open(WrappedContent content)
    {
        using var card = P256PublicKey.FromPoint(content.AgreementKey.Span)!;
        using var shared = _ephemeral.Agree(card);
        using var keys = SessionKeys.Derive(shared.Span, SessionConstants.Virtual);
        using var plaintext = content.Envelope.Open(keys).OrThrow();
        return ProvisionedSecrets.Parse(plaintext, keys.KeyWrap.Span).OrThrow();
    }

    public void Dispose()
    {
        Key.Dispose();
        _attestation?.Dispose();
        _ephemeral.Dispose();
    }
}
