using Rootline.Cards.Tp;
using Rootline.Chips.Lpc55;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Files;
using Rootline.Foundry.Nxp;
using Rootline.Links.Applet;
using Rootline.Oem.Nxp;
using Rootline.TestSupport.Power;

namespace Rootline.TestSupport.Factory;

/// <summary>Everything a factory is delivered: a sealed card, blank chips, firmware files. Made once, copied for each case.</summary>
public sealed class FactoryKit : IDisposable
{
    /// <summary>The card file's path on its disk.</summary>
    public const string CardFile = "card/card.bin";

    /// <summary>The card keys' folder on its disk.</summary>
    public const string CardKeys = "card/keys";

    private const int SmallImage = 112;
    private readonly SimulatedDisk _card;
    private readonly byte[][] _births;
    private readonly MemoryStore[] _flashes;

    /// <summary>Makes a kit.</summary>
    /// <param name="quota">Units on the card.</param>
    /// <param name="certificates">OEM certificates a chip gets, 0 to 4.</param>
    /// <param name="chips">How many blank chips.</param>
    /// <param name="serial">The card's serial number.</param>
    /// <param name="product">Family and keys; LPC55S69 when null.</param>
    public FactoryKit(uint quota = 3, int certificates = 2, int chips = 1, ulong serial = 77, FactoryProduct? product = null)
    {
        Product = product ?? new FactoryProduct("lpc55s69");
        var entropy = new PlainEntropy(Product.Seed);
        var clock = new VirtualClock(VirtualClock.Epoch);
        using var vendor = VirtualVendor.Found(Product.Family, clock, entropy, Product.Rule);
        using var keys = OemKeySet.Draw(clock, entropy);
        ProvisioningFirmware = vendor.MakeProvisioningFirmware(clock, entropy, SmallImage);
        ProductFirmware = ProductFile.Build(new byte[SmallImage], keys, clock, entropy);
        SbKek = keys.SbKek.Span.ToArray();
        LogKey = keys.LogKey.PublicKey.Copy();
        _card = new SimulatedDisk(new PowerDomain("delivery"));
        byte[] ids = Product.KeyIds ?? [.. Enumerable.Range(0, certificates).Select(i => (byte)i)];
        using var plan = Plan(vendor, keys, quota, ids, clock);
        Personalise(vendor, plan, serial, clock);
        _births = new byte[chips][];
        _flashes = new MemoryStore[chips];
        for (int i = 0; i < chips; i++)
            (_births[i], _flashes[i]) = Deliver(vendor, entropy);
    }

    /// <summary>Family and keys.</summary>
    public FactoryProduct Product { get; }

    /// <summary>The provisioning firmware file.</summary>
    public byte[] ProvisioningFirmware { get; }

    /// <summary>The product firmware file.</summary>
    public byte[] ProductFirmware { get; }

    /// <summary>The SB KEK that a finished chip must hold, as AES key.</summary>
    public byte[] SbKek { get; }

    /// <summary>The public half of the log key.</summary>
    public P256PublicKey LogKey { get; }

    /// <summary>A chip's birth file.</summary>
    /// <param name="chip">Which chip, from 0.</param>
    public ReadOnlySpan<byte> ChipBirth(int chip = 0) => _births[chip];

    /// <summary>A copy of the card's disk.</summary>
    /// <param name="power">The card's domain.</param>
    public SimulatedDisk CopyCard(PowerDomain power) => _card.Snapshot(power);

    /// <summary>A copy of a blank chip's flash.</summary>
    /// <param name="chip">Which chip, from 0.</param>
    public MemoryStore CopyChip(int chip = 0) => _flashes[chip].Snapshot();

    /// <inheritdoc/>
    public void Dispose()
    {
        LogKey.Dispose();
        foreach (var flash in _flashes)
            flash.Dispose();
    }

    private (byte[] Birth, MemoryStore Flash) Deliver(VirtualVendor vendor, EntropySource entropy)
    {
        using var birth = vendor.MakeChip(entropy, Product.Name);
        using var file = birth.ToBytes();
        var flash = new MemoryStore(ChipProfiles.Of(birth.Family).Flash.StoreLength);
        VirtualChip.Deliver(birth, flash);
        return (file.Span.ToArray(), flash);
    }

    private void Personalise(VirtualVendor vendor, CardPlan plan, ulong serial, VirtualClock clock)
    {
        var entropy = new PlainEntropy(2);
        using var birth = vendor.MakeCard(serial);
        using var card = VirtualCard.Make(_card, CardFile, CardKeys, birth, entropy);
        var session = new CardSession(new CardSlot("reader", card.Device));
        new CardPersonalisation(_card, "oem", clock).Load(session, plan);
        new CardSealing(_card, "oem", clock).SealForEver(session);
    }

    private CardPlan Plan(VirtualVendor vendor, OemKeySet keys, uint quota, byte[] ids, TimeProvider clock)
    {
        var entropy = new PlainEntropy(3);
        var profile = new OemCertificateProfile([new(RelativeName.CommonName, "OEM")], [new(RelativeName.CommonName, "Device ")], 3650);
        byte[] template = OemTemplate.Build(profile, keys.IdKey, clock, entropy).OrThrow();
        var plans = ids.Select((id, i) => new OemCertificatePlan(id, vendor.Family.ExampleCertificates + (uint)(i * 0x1000), template)).ToList();
        bool usesData = vendor.Family.UsesProvisioningData;
        var pages = new CardPages(ProductPages.ClosedCmpa(keys.ProductSigner).Bytes.ToArray(), ProductPages.FirstCfpa().Bytes.ToArray());
        var keks = new CardKeks(keys.SbKek.Copy(), keys.UserKek.Copy());
        return new CardPlan
        {
            Family = vendor.Family,
            FamilyName = Product.Name,
            Quota = quota,
            LogKey = P256PrivateKey.FromScalar(keys.LogKey.Scalar)!,
            NxpGlob = KeyFile.ReadPublic(vendor.RootCertificate).OrThrow(),
            NxpProd = vendor.ProductionCertificate,
            Pages = usesData ? null : pages,
            Keks = usesData ? null : keks,
            ProvisioningData = usesData ? ProvisioningDataFile.Build(vendor.Family, pages, keks) : null,
            Oem = plans.Count == 0 ? null : new OemIdentity(P256PrivateKey.FromScalar(keys.IdKey.Scalar)!, plans),
        };
    }
}
