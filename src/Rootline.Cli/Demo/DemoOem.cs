using Rootline.Cli.Frame;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Foundry.Nxp;
using Rootline.Oem.Nxp;

namespace Rootline.Cli.Demo;

/// <summary>The OEM of the demo: draws keys, builds pages, product and card plan, and leaves them as files to look at.</summary>
internal sealed class DemoOem : IDisposable
{
    private readonly OemKeySet _keys;

    private DemoOem(OemKeySet keys, CardPlan plan, DemoProduct product, byte[] productFile) =>
        (_keys, Plan, Product, ProductFirmware) = (keys, plan, product, productFile);

    /// <summary>What goes into the card.</summary>
    public CardPlan Plan { get; }

    /// <summary>Boot code and images.</summary>
    public DemoProduct Product { get; }

    /// <summary>The product firmware file.</summary>
    public byte[] ProductFirmware { get; }

    /// <summary>Founds the OEM.</summary>
    /// <param name="context">Disk and paths.</param>
    /// <param name="request">Quota.</param>
    /// <param name="folder">Where its files go.</param>
    /// <param name="vendor">Whose chips it uses.</param>
    /// <param name="world">Clock and randomness.</param>
    public static DemoOem Found(CommandContext context, DemoRequest request, DemoFolder folder, VirtualVendor vendor, DemoWorld world)
    {
        var keys = OemKeySet.Draw(world.Clock, world.Entropy);
        var product = DemoProduct.Make(context, folder, world);
        byte[] file = ProductFile.Build(product.PartsFor(request), keys, world.Clock, world.Entropy);
        var pages = new CardPages(ProductPages.ClosedCmpa(keys.ProductSigner).Bytes.ToArray(), ProductPages.FirstCfpa().Bytes.ToArray());
        var plan = Plans(request, vendor, keys, pages, world);
        Save(folder, keys, pages, file);
        if (plan.ProvisioningData is { } data)
            folder.WriteSecret(Path.Combine(folder.Oem, DemoConfiguration.DataFile), data.Copy());
        folder.Write(folder.CardConfiguration, DemoConfiguration.Card(request));
        folder.Write(folder.LineConfiguration, DemoConfiguration.Line(request));
        return new DemoOem(keys, plan, product, file);
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        Plan.Dispose();
        _keys.Dispose();
    }

    private static CardPlan Plans(DemoRequest request, VirtualVendor vendor, OemKeySet keys, CardPages pages, DemoWorld world)
    {
        var entropy = world.Entropy.Fork("oem-template");
        var profile = new OemCertificateProfile(
            [new(RelativeName.CommonName, "Rootline Demo OEM"), new("COUNTRY_NAME", "CH")], [new(RelativeName.CommonName, "Demo device ")], 3650);
        byte[] template = OemTemplate.Build(profile, keys.IdKey, world.Clock, entropy).OrThrow();
        var certificates = DemoConfiguration.Addresses(request.Family).Select((address, i) => new OemCertificatePlan((byte)i, address, template)).ToList();
        bool usesData = request.Family.UsesProvisioningData;
        return new CardPlan
        {
            Family = request.Family,
            FamilyName = request.FamilyName,
            Quota = (uint)request.Quota,
            LogKey = Core.Crypto.P256PrivateKey.FromScalar(keys.LogKey.Scalar)!,
            NxpGlob = KeyFile.ReadPublic(vendor.RootCertificate).OrThrow(),
            NxpProd = vendor.ProductionCertificate,
            Pages = usesData ? null : pages,
            Keks = usesData ? null : new CardKeks(keys.SbKek.Copy(), keys.UserKek.Copy()),
            ProvisioningData = usesData ? Data(request, keys, pages) : null,
            Oem = new OemIdentity(Core.Crypto.P256PrivateKey.FromScalar(keys.IdKey.Scalar)!, certificates),
        };
    }

    private static Secret Data(DemoRequest request, OemKeySet keys, CardPages pages)
    {
        using var keks = new CardKeks(keys.SbKek.Copy(), keys.UserKek.Copy());
        return ProvisioningDataFile.Build(request.Family, pages, keks);
    }

    private static void Save(DemoFolder folder, OemKeySet keys, CardPages pages, byte[] product)
    {
        string In(string name) => Path.Combine(folder.Oem, name);
        folder.WriteSecret(In("oem_log_prk.pem"), KeyFile.WritePrivate(keys.LogKey));
        folder.WriteSecret(In("oem_id_prk.pem"), KeyFile.WritePrivate(keys.IdKey));
        folder.WriteSecret(In("product_signer.pem"), keys.ProductSigner.ToPem());
        folder.WriteSecret(In("sb_kek.txt"), SecretText.ToHex(keys.SbKek.Span));
        folder.WriteSecret(In("user_kek.txt"), SecretText.ToHex(keys.UserKek.Span));
        folder.Write(folder.LogKey, KeyFile.WritePublic(keys.LogKey.PublicKey));
        folder.Write(In("product_signer.crt"), keys.ProductSigner.Certificate);
        folder.Write(In("cmpa.bin"), pages.Cmpa.Span);
        folder.Write(In("cfpa.bin"), pages.Cfpa.Span);
        folder.Write(In("product.sb2"), product);
    }
}

/// <summary>Clock and randomness of a demo.</summary>
/// <param name="Clock">The clock of the simulated line.</param>
/// <param name="Entropy">Where everything random comes from.</param>
internal sealed record DemoWorld(Core.Time.VirtualClock Clock, EntropySource Entropy);
