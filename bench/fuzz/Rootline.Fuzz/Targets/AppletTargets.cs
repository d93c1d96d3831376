using Rootline.Core.Crypto;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Fuzz.Targets;

/// <summary>What goes to a TP card and comes from it.</summary>
internal static class AppletTargets
{
    private static readonly P256PrivateKey Signer = Samples.Key("oem-id");

    private static readonly OemSubject Subject = new(Samples.Point("oem-0"), Samples.Bytes("uuid", 16), 0);

    public static IEnumerable<FuzzTarget> All =>
    [
        new("apdu", Apdu, () => [AppletCommands.Select.ToBytes(), AppletCommands.GetChallenge.ToBytes(), AppletCommands.CountAndWrap(Samples.Response(0, 0)).ToBytes()]),
        new("certificate", Certificate, () => [Samples.Certificate($"CN=x {Samples.NameTail}"), Samples.Certificate("CN=y")], 2048),
        new("certificate-blob", Blob, () => [Samples.Template], 2048),
    ];

    private static bool Apdu(byte[] input)
    {
        if (ResponseApdu.Parse(input).Try(out var response, out _))
            Canonical.Demand(input, response.ToBytes());
        return CommandApdu.Parse(input).Try(out var command, out _) && CommandApdu.Parse(command.ToBytes()).Ok;
    }

    private static bool Certificate(byte[] input)
    {
        CertificateOffsets.Locate(input);
        return CertificateBlob.FromCertificate(input, 0).Try(out var blob, out _)
            && (Canonical.Demand(blob.ToBytes(), CertificateBlob.Parse(blob.ToBytes()).OrThrow().ToBytes()) | Reads(blob));
    }

    private static bool Blob(byte[] input)
    {
        if (!CertificateBlob.Parse(input).Try(out var blob, out _))
            return false;
        Reads(blob);
        OemCertificateIssue.Issue(blob, Subject, Signer, SystemSource);
        return Canonical.Demand(input, blob.ToBytes());
    }

    private static bool Reads(CertificateBlob blob) => blob.PublicKey.Length + blob.Tbs.Length + blob.Signature.Length > 0;

    // The platform signs a hundred times faster than the deterministic signature of a seeded source.
    private static Core.Entropy.SystemEntropy SystemSource { get; } = new();
}
