using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Container;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Fuzz.Targets;

/// <summary>TP data containers and the messages that they carry.</summary>
internal static class ContainerTargets
{
    private static readonly byte[] WrapKey = new byte[16];
    private static readonly P256PublicKey Signer = Samples.Key("nxp-prod").PublicKey;

    private static IEnumerable<byte[]> Messages =>
        [Samples.Challenge, Samples.Die(0), Samples.Die(1), Samples.Response(0, 0, 1), Samples.Response(1, 0, 0x10), Samples.Wrapped(0, 0x10)];

    private static IEnumerable<byte[]> Coded => new[] { AuthenticationType.AesCmac, AuthenticationType.Hmac256, AuthenticationType.Crc32 }
        .Select(t => new ContainerWriter(2).Add(PayloadType.OemKey, (byte[])[1]).Protect(t, WrapKey));

    public static IEnumerable<FuzzTarget> All =>
    [
        new("container", Container, () => [.. Messages, .. Coded], 2048),
        new("die-certificate", Die, () => Messages),
        new("challenge", Challenge, () => Messages),
        new("response", Response, () => Messages, 2048),
        new("wrapped-data", Wrapped, () => Messages, 4096),
        new("plaintext", Plaintext, Samples.Plaintexts, 2048),
        new("flags", Flags, () => [[0, 8], [0, 0x31]], 2),
    ];

    private static bool Container(byte[] input)
    {
        if (TpContainer.ParsePrefix(input).Try(out var prefix, out _))
            prefix.HasCode(WrapKey);
        if (!TpContainer.Parse(input).Try(out var container, out _))
            return false;
        container.IsSignedBy(Signer);
        foreach (var entry in container.Entries)
            container.One(entry.Type, entry.Payload.Length);
        return true;
    }

    private static bool Die(byte[] input) =>
        DieCertificate.Parse(input).Try(out var die, out _) && (die.IsSignedBy(Signer) || die.Identity.Name.Length == 32);

    private static bool Challenge(byte[] input)
    {
        TpChallenge.ParsePrefix(input);
        return TpChallenge.Parse(input).Try(out var challenge, out _) && Canonical.Demand(AsVersion1(input), challenge.ToBytes());
    }

    private static bool Response(byte[] input)
    {
        if (!TpResponse.Parse(input).Try(out var response, out _))
            return false;
        using var key = P256PublicKey.FromPoint(response.Die.ResponseKey(ResponseKeyRule.Attestation).Span);
        return key is null || response.IsSignedBy(key) || response.Statement.OemKeys.Count >= 0;
    }

    private static bool Wrapped(byte[] input)
    {
        WrappedData.ParsePrefix(input);
        return WrappedData.Parse(input).Try(out var wrapped, out _) && wrapped.Content.OemCertificates.All(c => !c.Der.IsEmpty || c.KeyId >= 0);
    }

    private static bool Plaintext(byte[] input)
    {
        using var plaintext = Secret.CopyOf(input);
        if (ProvisionedSecrets.Parse(plaintext, WrapKey).Try(out var wrapped, out _))
            wrapped.Dispose();
        if (!ProvisionedSecrets.Parse(plaintext, default).Try(out var secrets, out _))
            return false;
        using (secrets)
            return Canonical.Demand(AsVersion1(input), Samples.Take(secrets.ToPlaintext(default)));
    }

    // A container without a code is the same in both versions; we write the older one.
    private static byte[] AsVersion1(byte[] input) => [.. input[..2], 1, .. input[3..]];

    private static bool Flags(byte[] input)
    {
        if (input.Length != 2)
            return false;
        bool known = TpFlags.Parse(input[0]).Try(out var flags, out _) && flags.Value == input[0];
        return OemKeyFlags.Parse(input[1], input[0]).Try(out var keys, out _) ? keys.KeyIds.Count <= 6 : known;
    }
}
