using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Oem.Nxp.Rehearsal;

/// <summary>Keys that belong together, and keys that must differ.</summary>
internal static class KeyChecks
{
    public static IEnumerable<CrossCheck> Run(RehearsalInput input)
    {
        var plan = input.Plan;
        yield return plan.Keks is { } keks ? Keks(keks) : CrossCheck.Not("keks", "the family takes provisioning data");
        yield return plan.Oem is { } oem ? Pairs(oem, plan.LogKey) : CrossCheck.Not("oem-key", "no OEM certificates are configured");
        yield return LogKey(input);
    }

    // A key of equal bytes was never drawn; somebody who knows the rest of the digest could try it.
    private static CrossCheck Keks(CardKeks keks) => CrossCheck.Of(
        "keks",
        "the two key encryption keys differ",
        keks.Sb.FixedTimeEquals(keks.User.Span) ? "SB KEK and USER KEK are the same key" : null,
        IsTrivial(keks.Sb.Span) ? "the SB KEK is the same byte all over" : null,
        IsTrivial(keks.User.Span) ? "the USER KEK is the same byte all over" : null);

    private static bool IsTrivial(ReadOnlySpan<byte> key) => key.IndexOfAnyExcept(key[0]) < 0;

    private static CrossCheck Pairs(OemIdentity oem, P256PrivateKey logKey) => CrossCheck.Of(
        "oem-key",
        "the OEM ID key is that of the templates and not the log key",
        [
            .. oem.Certificates.Select(c => IsOf(c, oem.Key) ? null : $"the template of certificate {c.KeyId:X2} does not hold the public half of the OEM ID key"),
            oem.Key.PublicKey.Raw.SequenceEqual(logKey.PublicKey.Raw) ? "one key signs certificates and log" : null,
        ]);

    private static bool IsOf(OemCertificatePlan certificate, P256PrivateKey key) =>
        CertificateBlob.FromCertificate(certificate.Template, certificate.Address).Try(out var blob, out _)
        && blob.PublicKey.SequenceEqual(key.PublicKey.Raw)
        && key.PublicKey.VerifyDer(blob.Tbs, blob.Signature);

    private static CrossCheck LogKey(RehearsalInput input) => input.LogKey is not { } expected
        ? CrossCheck.Not("log-key", "no audit_log_key is named")
        : CrossCheck.Of(
            "log-key",
            "the log will verify with audit_log_key",
            expected.Raw.SequenceEqual(input.Plan.LogKey.PublicKey.Raw) ? null : "audit_log_key is not the public half of the log key: the log would not verify with it");
}
