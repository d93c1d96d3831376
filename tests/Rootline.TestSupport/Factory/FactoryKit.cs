using Rootline.Cards.Tp;
using Rootline.Chips.Lpc55;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;
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
    public FactoryKit(uint quota = 3, int certificates = 2, int chips = 1, ulong serial = 77)
    {
        var entropy = new PlainEntropy(1);
        var clock = new VirtualClock(VirtualClock.Epoch);
        using var vendor = VirtualVendor.Found(Families.Lpc55S6x, clock, entropy);
        using var keys = OemKeySet.Draw(clock, entropy);
        ProvisioningFirmware = vendor.MakeProvisioningFirmware(clock, entropy, SmallImage);
        ProductFirmware = ProductFile.Build(new byte[SmallImage], keys, clock, entropy);
        SbKek = keys.SbKek.Span.ToArray();
        LogKey = keys.LogKey.PublicKey.Copy();
        _card = new SimulatedDisk(new PowerDomain("delivery"));
        using var plan = Plan(vendor, keys, quota, certificates, clock);
        Personalise(vendor, plan, serial, clock);
        _births = new byte[chips][];
        _flashes = new MemoryStore[chips];
        for (int i = 0; i < chips; i++)
            (_births[i], _flashes[i]) = Deliver(vendor, entropy);
    }

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

    private static (byte[] Birth, MemoryStore Flash) Deliver(VirtualVendor vendor, EntropySource entropy)
    {
        using var birth = vendor.MakeChip(entropy);
        using var file = birth.ToBytes();
        var flash = new MemoryStore(ChipProfile.Lpc55S69.Flash.StoreLength);
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

    private static CardPlan Plan(VirtualVendor vendor, OemKeySet keys, uint quota, int certificates, TimeProvider clock)
    {
        var entropy = new PlainEntropy(3);
        var profile = new OemCertificateProfile([new(RelativeName.CommonName, "OEM")], [new(RelativeName.CommonName, "Device ")], 3650);
        byte[] template = OemTemplate.Build(profile, keys.IdKey, clock, entropy).OrThrow();
        var plans = Enumerable.Range(0, certificates).Select(i => new OemCertificatePlan((byte)i, (uint)(0x10040000 + (i * 0x1000)), template)).ToList();
        return new CardPlan
        {
            Family = vendor.Family,
            FamilyName = vendor.Family.Names[0],
            Quota = quota,
            LogKey = P256PrivateKey.FromScalar(keys.LogKey.Scalar)!,
            NxpGlob = KeyFile.ReadPublic(vendor.RootCertificate).OrThrow(),
            NxpProd = vendor.ProductionCertificate,
            Pages = new CardPages(ProductPages.ClosedCmpa(keys.ProductSigner).Bytes.ToArray(), ProductPages.FirstCfpa().Bytes.ToArray()),
            Keks = new CardKeks(keys.SbKek.Copy(), keys.UserKek.Copy()),
            Oem = plans.Count == 0 ? null : new OemIdentity(P256PrivateKey.FromScalar(keys.IdKey.Scalar)!, plans),
        };
    }
}
