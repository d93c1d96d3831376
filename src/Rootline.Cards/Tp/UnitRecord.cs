using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Cards.Tp;

/// <summary>One unit: the answer for the chip and what the card keeps of it. Source: nxp-trust-provisioning 4.6, steps 5 to 11.</summary>
/// <param name="Counter">The production counter after this unit.</param>
/// <param name="Hash">The record's hash, 32 bytes: the next running hash.</param>
/// <param name="Answer">The wrapped data.</param>
internal sealed record UnitRecord(uint Counter, byte[] Hash, byte[] Answer)
{
    /// <summary>Makes the unit; null when a template cannot be issued. Draws the UUID (where there are OEM keys), then the ephemeral key.</summary>
    public static UnitRecord? Make(TpResponse response, CardConfiguration configuration, EntropySource entropy)
    {
        if (Certify(response.Statement.OemKeys, configuration, entropy) is not { } certificates)
            return null;
        using var ephemeral = P256PrivateKey.Generate(entropy);
        var envelope = Wrap(response, configuration, ephemeral);
        uint counter = configuration.State.Counter + 1;
        var start = configuration.State.RunningHash;
        byte[] hash = HashOf(response.Statement.DieCertificate, certificates, counter, start);
        var content = new WrappedContent(
            ephemeral.PublicKey.Raw.ToArray(),
            envelope,
            response.Statement.DieCertificate,
            certificates,
            counter,
            start,
            configuration.LogKey.SignDer(hash, entropy));
        return new(counter, hash, WrappedData.Sign(content, configuration.CardKey, entropy));
    }

    private static List<OemCertificate>? Certify(IReadOnlyList<OemPublicKey> keys, CardConfiguration configuration, EntropySource entropy)
    {
        var certificates = new List<OemCertificate>();
        byte[] uuid = keys.Count == 0 ? [] : entropy.Bytes(OemCertificateIssue.UuidLength);
        for (int i = 0; i < keys.Count; i++)
        {
            var template = configuration.Templates[i];
            var subject = new OemSubject(keys[i].Key, uuid, keys[i].Id);
            if (!OemCertificateIssue.Issue(template, subject, configuration.OemIdKey!, entropy).Try(out var der, out _))
                return null;
            certificates.Add(new(keys[i].Id, template.Address, der));
        }

        return certificates;
    }

    // The original's card uses the quota as the IV's number; the keys are new for every unit, so that it does not repeat.
    private static Envelope Wrap(TpResponse response, CardConfiguration configuration, P256PrivateKey ephemeral)
    {
        using var peer = P256PublicKey.FromPoint(response.Statement.AgreementKey.Span)!;
        using var shared = ephemeral.Agree(peer);
        using var keys = SessionKeys.Derive(shared.Span, SessionConstants.Virtual);
        using var secrets = configuration.Secrets();
        using var plaintext = secrets.ToPlaintext(configuration.WrapsKeys ? keys.KeyWrap.Span : default);
        return Envelope.Seal(plaintext, keys, Envelope.MakeIv(SessionConstants.Virtual, configuration.Quota));
    }

    private static byte[] HashOf(ReadOnlyMemory<byte> die, List<OemCertificate> certificates, uint counter, ReadOnlyMemory<byte> start)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, counter);
        hash.AppendData(die.Span);
        foreach (var certificate in certificates)
            hash.AppendData(certificate.Der.Span);
        hash.AppendData(number);
        hash.AppendData(start.Span);
        return hash.GetHashAndReset();
    }
}
