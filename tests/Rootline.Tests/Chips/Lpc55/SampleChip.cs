using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;
using Rootline.TestSupport;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>Chips of the sample configuration's vendor, whose provisioning firmware is not public: a stand-in takes its place.</summary>
internal static class SampleChip
{
    private const string Folder = "spsdk-tp/sample_config_data/";

    public static byte[] Read(string name) => Vectors.Read(Folder + name);

    public static P256PrivateKey CardKey() => KeyFile.ReadPrivate(Read("nxp_prod_card_auth_prk.pem")).OrThrow();

    /// <summary>A chip that the sample family certificate vouches for and that trusts the sample card.</summary>
    public static ChipBirth Make()
    {
        var entropy = new SystemEntropy();
        using var family = KeyFile.ReadPrivate(Read("nxp_prod_devattest_prk.pem")).OrThrow();
        using var dieKey = P256PrivateKey.Generate(entropy);
        using var cardKey = CardKey();
        var identity = new DieIdentity(entropy.Bytes(DieCertificate.IdLength), entropy.Bytes(DieCertificate.IdLength));
        return Of(DieCertificate.Issue(identity, dieKey.PublicKey.Raw.ToArray(), null, family, entropy), dieKey, cardKey.PublicKey);
    }

    /// <summary>A chip with a certificate and keys handed in; the vendor's own keys stay unknown.</summary>
    public static ChipBirth Of(byte[] dieCertificate, P256PrivateKey dieKey, P256PublicKey cardKey) => new()
    {
        Family = "lpc55s6x",
        IsSeeded = false,
        Die = DieCertificate.Parse(dieCertificate).OrThrow(),
        DieKey = Secret.CopyOf(dieKey.Scalar),
        VendorKek = new Secret(32),
        VendorRootHash = new byte[32],
        CardKey = cardKey.Raw.ToArray(),
    };
}
