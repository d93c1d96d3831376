using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cbor;

namespace Rootline.TestSupport.Psa;

/// <summary>A maker with a root and an authority below it, and a device whose token brings the certificates.</summary>
public sealed class ChainSamples : IDisposable
{
    private readonly ECDsa _root = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _authority = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The key of the device.</summary>
    public ECDsa Device { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>When all certificates begin to be valid; they are for ten years.</summary>
    public static DateTimeOffset Start { get; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A time at which they are valid.</summary>
    public static DateTimeOffset Now { get; } = Start.AddYears(1);

    /// <summary>The root's certificate, DER.</summary>
    public byte[] Root => Issue("CN=root", _root, "CN=root", _root, Authority(null));

    /// <summary>The authority's certificate, DER.</summary>
    /// <param name="pathLength">How many authorities may follow.</param>
    public byte[] Middle(int? pathLength = 0) => Issue("CN=authority", _authority, "CN=root", _root, Authority(pathLength));

    /// <summary>The device's certificate, DER.</summary>
    /// <param name="extensions">Its extensions.</param>
    public byte[] Leaf(params X509Extension[] extensions) => Issue("CN=device", Device, "CN=authority", _authority, extensions);

    /// <summary>The device's certificate, signed by the authority under another name.</summary>
    public byte[] Misnamed() => Issue("CN=device", Device, "CN=someone else", _authority);

    /// <summary>The device's certificate signed by itself.</summary>
    public byte[] SelfSigned() => Issue("CN=device", Device, "CN=device", Device);

    /// <summary>A certificate that says that the authority's key is another authority below itself.</summary>
    public byte[] Deeper() => Issue("CN=authority", _authority, "CN=authority", _authority, Authority(null));

    /// <summary>The device's token.</summary>
    /// <param name="chain">The certificates for x5chain: one stands alone, more in an array.</param>
    public byte[] Token(params byte[][] chain) => Token(Claims(), chain);

    /// <summary>A token of the device.</summary>
    /// <param name="claims">What it claims.</param>
    /// <param name="chain">The certificates for x5chain.</param>
    public byte[] Token(TokenClaims claims, params byte[][] chain)
    {
        byte[] payload = ClaimSetWriter.Write(PsaProfile.Rfc9783, claims);
        byte[] head = [0xA1, 0x01, 0x26];
        byte[] signed = new CborWriter().Array(4).Text("Signature1").Bytes(head).Bytes(default).Bytes(payload).ToBytes();
        var token = new CborWriter().Tag(18).Array(4).Bytes(head).Map(1).Whole(33);
        if (chain.Length != 1)
            token.Array(chain.Length);
        foreach (byte[] certificate in chain)
            token.Bytes(certificate);
        return token.Bytes(payload).Bytes(Device.SignData(signed, HashAlgorithmName.SHA256)).ToBytes();
    }

    /// <summary>The claims of the device, with its own instance id.</summary>
    public TokenClaims Claims()
    {
        var q = Device.ExportParameters(includePrivateParameters: false).Q;
        return TokenSamples.Claims(PsaProfile.Rfc9783) with { InstanceId = InstanceId.OfCoseKey([.. q.X!, .. q.Y!]) };
    }

    /// <summary>Issues a certificate.</summary>
    public static byte[] Issue(string subject, ECDsa key, string issuer, ECDsa signer, params X509Extension[] extensions)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions)
            request.CertificateExtensions.Add(extension);
        using var certificate = request.Create(new X500DistinguishedName(issuer), X509SignatureGenerator.CreateForECDsa(signer), Start, Start.AddYears(10), [1, 2, 3]);
        return certificate.RawData;
    }

    /// <summary>The extension of an authority.</summary>
    /// <param name="pathLength">How many authorities may follow; null when that is not limited.</param>
    public static X509Extension Authority(int? pathLength) => new X509BasicConstraintsExtension(true, pathLength is not null, pathLength ?? 0, critical: true);

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        _root.Dispose();
        _authority.Dispose();
        Device.Dispose();
    }
}
