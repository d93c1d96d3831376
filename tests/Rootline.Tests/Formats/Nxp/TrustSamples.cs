using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Tests.Formats.Nxp;

/// <summary>The messages of one provisioning, made from <see cref="TestKeys"/>: the same bytes in every run.</summary>
internal static class TrustSamples
{
    public const string Production = "nxp-prod";
    public const string Die = "die";
    public const string Attestation = "die-attestation";
    public const string Card = "card";

    /// <summary>The chip's numbers.</summary>
    public static DieIdentity Identity => new(TestKeys.Bytes("ecid", 16), TestKeys.Bytes("uuid", 16));

    /// <summary>A DIE certificate.</summary>
    /// <param name="version">0 or 1.</param>
    public static byte[] DieCertificate(int version)
    {
        using var signer = TestKeys.Of(Production);
        var attestation = version == 0 ? default(ReadOnlyMemory<byte>?) : TestKeys.Point(Attestation);
        return Rootline.Formats.Nxp.Trust.DieCertificate.Issue(Identity, TestKeys.Point(Die), attestation, signer, TestKeys.Entropy);
    }

    /// <summary>A challenge.</summary>
    public static byte[] Challenge => new TpChallenge(TestKeys.Bytes("challenge", 16), new OemKeyFlags(0, 2).Value).ToBytes();

    /// <summary>A response.</summary>
    /// <param name="version">Of the DIE certificate.</param>
    /// <param name="keyIds">Ids of its OEM keys.</param>
    public static byte[] Response(int version, params byte[] keyIds)
    {
        using var key = TestKeys.Of(version == 0 ? Die : Attestation);
        var keys = keyIds.Select(id => new OemPublicKey(id, TestKeys.Point($"oem-{id}"))).ToList();
        return TpResponse.Sign(new(DieCertificate(version), TestKeys.Bytes("challenge", 16), TestKeys.Point("agree"), keys), key, TestKeys.Entropy);
    }

    /// <summary>Wrapped data.</summary>
    /// <param name="keyIds">Ids of its OEM certificates.</param>
    public static byte[] Wrapped(params byte[] keyIds)
    {
        using var key = TestKeys.Of(Card);
        var certificates = keyIds.Select(id => new OemCertificate(id, 0x10040000 + (0x1000u * id), TestKeys.Bytes($"certificate-{id}", 70))).ToList();
        var envelope = new Envelope(TestKeys.Bytes("iv", 16), TestKeys.Bytes("tag", 16), TestKeys.Bytes("ciphertext", 101));
        return WrappedData.Sign(
            new(TestKeys.Point("card-agree"), envelope, DieCertificate(0), certificates, 0x01020304, TestKeys.Bytes("hash", 32), TestKeys.Bytes("log", 71)),
            key,
            TestKeys.Entropy);
    }

    /// <summary>Two keys and two pages.</summary>
    public static ProvisionedSecrets Secrets => new()
    {
        SbKek = Some("sb-kek", 32),
        UserKek = Some("user-kek", 32),
        Cfpa = Some("cfpa", 512),
        Cmpa = Some("cmpa", 512),
    };

    private static Secret Some(string name, int length) => Secret.CopyOf(TestKeys.Bytes(name, length));
}
