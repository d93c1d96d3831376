using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Oem.Nxp;

/// <summary>
/// Builds the template of OEM certificates: X.509 version 3 without extensions, self-signed with the OEM ID key, whose
/// subject's common name ends with 35 characters that the card overwrites. Source: nxp-trust-provisioning 4.3.
/// </summary>
public static class OemTemplate
{
    /// <summary>What the card overwrites: room for a UUID and a key id.</summary>
    public const string Placeholder = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-BB";

    private const int SerialLength = 20;

    /// <summary>Builds a template.</summary>
    /// <param name="profile">Names, duration, serial number.</param>
    /// <param name="key">The OEM ID key; remains the caller's.</param>
    /// <param name="clock">The validity begins now, to the second.</param>
    /// <param name="entropy">A serial number where none is configured, and how the signature is made.</param>
    /// <returns>DER of at most 1,000 bytes.</returns>
    public static Parsed<byte[]> Build(OemCertificateProfile profile, P256PrivateKey key, TimeProvider clock, EntropySource entropy)
    {
        if (Check(profile) is { } bad)
            return bad;
        if (!DistinguishedName.Encode(profile.Issuer).Try(out var issuer, out var fault))
            return fault.In("issuer");
        if (!DistinguishedName.Encode(WithPlaceholder(profile.Subject)).Try(out var subject, out fault))
            return fault.In("subject");
        var signature = new P256CertificateSigner(new P256Signer(key, entropy));
        var request = new CertificateRequest(subject, signature.PublicKey, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        byte[] serial = profile.SerialNumber is { } number ? number.ToByteArray(isUnsigned: false, isBigEndian: true) : RandomSerial(entropy);
        using var certificate = request.Create(issuer, signature, now, now.AddDays(profile.DurationDays), serial);
        byte[] der = certificate.RawData;
        return der.Length <= Family.MaxOemCertificate
            ? der
            : AppletFaults.TooLong.Fault($"the OEM certificate template has {der.Length} bytes, at most {Family.MaxOemCertificate} fit");
    }

    private static Fault? Check(OemCertificateProfile profile)
    {
        if (profile.DurationDays is < 1 or > OemCertificateProfile.MaxDuration)
            return OemFaults.Profile.Fault($"a duration of {profile.DurationDays} days is not within 1 to {OemCertificateProfile.MaxDuration}");
        if (profile.SerialNumber is { } serial && (serial <= BigInteger.Zero || serial.GetByteCount() > SerialLength))
            return OemFaults.Profile.Fault($"the serial number is not positive or has more than {SerialLength} bytes");
        return null;
    }

    // The card looks for the last common name; where none is configured, one is added at the end.
    private static List<RelativeName> WithPlaceholder(IReadOnlyList<RelativeName> subject)
    {
        var names = subject.ToList();
        int at = names.FindLastIndex(n => n.Type == RelativeName.CommonName);
        if (at < 0)
            names.Add(new(RelativeName.CommonName, Placeholder));
        else
            names[at] = names[at] with { Value = names[at].Value + Placeholder };
        return names;
    }

    // Positive, 20 bytes at most (RFC 5280 4.1.2.2): the first bit is cleared, the second set so that the length is constant.
    private static byte[] RandomSerial(EntropySource entropy)
    {
        byte[] serial = entropy.Bytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
