using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Foundry.Nxp;

/// <summary>
/// A virtual silicon vendor: root (NXP_GLOB), family certificate authority (NXP_PROD), card authentication key, and the key
/// and signer of the provisioning firmware. It makes what a real vendor delivers: cards, chips, certificates, firmware.
/// </summary>
public sealed class VirtualVendor : IDisposable
{
    /// <summary>Name of the certificate that provisioning firmware is signed with when the vendor's keys come from a seed.</summary>
    public const string SeededFirmwareSigner = FirmwareSignerName + " (seeded keys)";

    private const string RootName = "Virtual NXP GLOB";
    private const string FirmwareSignerName = "Virtual NXP provisioning firmware";

    internal VirtualVendor()
    {
    }

    /// <summary>The family it makes chips of.</summary>
    public required Family Family { get; init; }

    /// <summary>Whether its keys come from a seed and protect nothing.</summary>
    public required bool IsSeeded { get; init; }

    /// <summary>Which of its keys a chip signs responses with, and the cards expect.</summary>
    public ResponseKeyRule ResponseKeyRule { get; init; }

    /// <summary>The root's certificate, X.509 DER.</summary>
    public required byte[] RootCertificate { get; init; }

    /// <summary>The family's certificate, X.509 DER.</summary>
    public required byte[] ProductionCertificate { get; init; }

    /// <summary>The family certificate authority's key.</summary>
    public required P256PrivateKey ProductionKey { get; init; }

    /// <summary>The key that all cards of this vendor sign with.</summary>
    public required P256PrivateKey CardKey { get; init; }

    /// <summary>The key that opens the provisioning firmware, 32 bytes.</summary>
    public required Secret FirmwareKek { get; init; }

    /// <summary>The provisioning firmware's signer and its root key table.</summary>
    public required Sb2Identity FirmwareSigner { get; init; }

    /// <summary>Founds a vendor.</summary>
    /// <param name="family">The family it makes chips of.</param>
    /// <param name="clock">When.</param>
    /// <param name="entropy">Where its keys come from.</param>
    /// <param name="rule">Which of its keys a chip signs responses with.</param>
    public static VirtualVendor Found(Family family, TimeProvider clock, EntropySource entropy, ResponseKeyRule rule = ResponseKeyRule.Attestation)
    {
        entropy = entropy.Fork("vendor");
        var context = new IssueContext(clock.GetUtcNow(), entropy);
        using var rootKey = P256PrivateKey.Generate(entropy);
        var productionKey = P256PrivateKey.Generate(entropy);
        var root = new Issuer(RootName, rootKey);
        var kek = new Secret(ProvisionedSecrets.KekLength);
        entropy.Fill(kek.Span);
        return new VirtualVendor
        {
            Family = family,
            IsSeeded = entropy.IsSeeded,
            ResponseKeyRule = rule,
            RootCertificate = CertificateIssue.IssueP256(RootName, rootKey.PublicKey, root, context),
            ProductionKey = productionKey,
            ProductionCertificate = CertificateIssue.IssueP256($"Virtual NXP PROD {family.Names[0]}", productionKey.PublicKey, root, context),
            CardKey = P256PrivateKey.Generate(entropy),
            FirmwareKek = kek,
            FirmwareSigner = Sb2Identity.SelfSigned(RsaKeys.Generate(entropy), entropy.IsSeeded ? SeededFirmwareSigner : FirmwareSignerName, context),
        };
    }

    /// <summary>Makes a card's birth file.</summary>
    /// <param name="serial">The card's serial number.</param>
    /// <param name="isSeeded">Whether the card's own keys will come from a seed, though the vendor's do not.</param>
    public CardBirth MakeCard(ulong serial, bool isSeeded = false) => new()
    {
        Serial = serial,
        Applet = AppletVersion.Oldest,
        IsSeeded = IsSeeded || isSeeded,
        ResponseKeyRule = ResponseKeyRule,
        CardKey = Secret.CopyOf(CardKey.Scalar),
    };

    /// <summary>Makes a chip's birth file: numbers, DIE key and DIE certificate.</summary>
    /// <param name="entropy">Where the chip's numbers and keys come from.</param>
    /// <param name="part">The name that the chip carries; one of the family's, null for its first.</param>
    public ChipBirth MakeChip(EntropySource entropy, string? part = null)
    {
        using var dieKey = P256PrivateKey.Generate(entropy);
        using var attestationKey = Family.DieCertificateVersion == 1 ? P256PrivateKey.Generate(entropy) : null;
        var identity = new DieIdentity(entropy.Bytes(DieCertificate.IdLength), Uuid(entropy));
        ReadOnlyMemory<byte>? attested = attestationKey is { } key ? key.PublicKey.Raw.ToArray() : default(ReadOnlyMemory<byte>?);
        byte[] certificate = DieCertificate.Issue(identity, dieKey.PublicKey.Raw.ToArray(), attested, ProductionKey, entropy);
        return new ChipBirth
        {
            Family = part ?? Family.Names[0],
            IsSeeded = IsSeeded || entropy.IsSeeded,
            Die = DieCertificate.Parse(certificate).OrThrow(),
            DieKey = Secret.CopyOf((ResponseKeyRule == ResponseKeyRule.Identity ? dieKey : attestationKey ?? dieKey).Scalar),
            VendorKek = FirmwareKek.Copy(),
            VendorRootHash = FirmwareSigner.RootKeys.Hash(),
            CardKey = CardKey.PublicKey.Raw.ToArray(),
        };
    }

    /// <summary>Makes the provisioning firmware file: SB2.1 that loads the image and jumps to it.</summary>
    /// <param name="clock">When.</param>
    /// <param name="entropy">Where the file's keys come from.</param>
    /// <param name="imageLength">Length of the image in bytes: what its size costs on the wire.</param>
    public byte[] MakeProvisioningFirmware(TimeProvider clock, EntropySource entropy, int imageLength = 8192)
    {
        byte[] image = new ProvisioningFirmware(CardKey.PublicKey.Raw.ToArray()).ToImage(imageLength);
        uint place = ProvisioningFirmware.LoadAddress(Family);
        var section = new Sb2Section(1, [new LoadCommand(place, image), new JumpCommand(place, 0)]);
        var request = new Sb2Request([section], [FirmwareSigner.Certificate], FirmwareSigner.RootKeys, clock.GetUtcNow());
        return Sb2Writer.Write(request, FirmwareKek.Span, entropy.Fork("firmware"), FirmwareSigner.Sign).OrThrow();
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        ProductionKey.Dispose();
        CardKey.Dispose();
        FirmwareKek.Dispose();
        FirmwareSigner.Dispose();
    }

    // RFC 4122 section 4.4: version 4, variant 10.
    private static byte[] Uuid(EntropySource entropy)
    {
        byte[] uuid = entropy.Bytes(DieCertificate.IdLength);
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x40);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        return uuid;
    }
}
