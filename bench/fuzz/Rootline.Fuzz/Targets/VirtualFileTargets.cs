using System.Security.Cryptography;
using Rootline.Cards.Tp;
using Rootline.Chips;
using Rootline.Chips.Lpc55;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Oem.Nxp;
using Rootline.TestSupport.Factory;
using Rootline.TestSupport.Power;

namespace Rootline.Fuzz.Targets;

/// <summary>The files of virtual cards and chips, and the journal of a card's personalisation.</summary>
internal static class VirtualFileTargets
{
    private const int DigestLength = 32;
    private const ulong Serial = 77;
    private const string CardName = "card.bin";
    private static readonly Lazy<FactoryKit> Kit = new(() => new FactoryKit());
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> CardKeys = new(() => Files(FactoryKit.CardKeys + "/"));

    public static IEnumerable<FuzzTarget> All =>
    [
        new("card-birth", input => Both(input, CardBirthFile), () => [CardBirths()], 128),
        new("chip-birth", input => Both(input, ChipBirthFile), () => [ChipBirths(0), ChipBirths(1)]),
        new("provisioning-data", input => Both(input, ProvisioningData), () => [Data()], 2048),
        new("firmware-image", Firmware, () => [new ProvisioningFirmware(Samples.Point("card")).ToImage(0)], 256),
        new("card-state", State, () => [CardStates()], 8192),
        new("card-file", Card, CardFiles, 2 * 32 * 1024),
        new("chip-file", Chip, () => [ChipHeader()], ChipFile.HeaderLength),
        new("card-journal", input => Both(input, Journal), () => [Journals()], CardJournalCodec.MaxLength + 8),
    ];

    // As it is, and with the digest at its end made good, so that the fields before it are reached.
    private static bool Both(byte[] input, Func<byte[], bool> read)
    {
        bool asItIs = read(input);
        if (input.Length < DigestLength)
            return asItIs;
        byte[] mended = (byte[])input.Clone();
        SHA256.HashData(mended.AsSpan(..^DigestLength), mended.AsSpan(^DigestLength..));
        return read(mended) || asItIs;
    }

    private static bool CardBirthFile(byte[] input)
    {
        if (!CardBirth.Parse(input).Try(out var birth, out _))
            return false;
        using (birth)
            return Canonical.Demand(input, Samples.Take(birth.ToBytes()));
    }

    private static bool ChipBirthFile(byte[] input)
    {
        if (!ChipBirth.Parse(input).Try(out var birth, out _))
            return false;
        using (birth)
            return Canonical.Demand(input, Samples.Take(birth.ToBytes()));
    }

    private static bool ProvisioningData(byte[] input)
    {
        if (!VirtualProvisioningData.Parse(input).Try(out var data, out _))
            return false;
        using (data)
            return Canonical.Demand(input, Samples.Take(data.ToBytes()));
    }

    private static bool Firmware(byte[] input)
    {
        const int core = 8 + 64;
        bool asItIs = ProvisioningFirmware.Parse(input).Ok;
        if (input.Length < core + DigestLength)
            return asItIs;
        byte[] mended = (byte[])input.Clone();
        SHA256.HashData(mended.AsSpan(0, core), mended.AsSpan(core));
        return ProvisioningFirmware.Parse(mended).Ok || asItIs;
    }

    private static bool State(byte[] input)
    {
        if (!CardStateCodec.Parse(input).Try(out var state, out _))
            return false;
        using (state)
        {
            var written = new byte[CardStateCodec.LengthOf(state)];
            CardStateCodec.Write(state, written);
            return Canonical.Demand(input, written);
        }
    }

    private static bool Card(byte[] input)
    {
        using var card = VirtualCard.Open(new OneFileDisk(CardName, input, null, CardKeys.Value), "card/" + CardName, "keys", Samples.Entropy);
        return card.SerialNumber == Serial;
    }

    private static bool Chip(byte[] input)
    {
        long length = ChipFile.HeaderLength + ChipProfile.Lpc55S69.Flash.StoreLength;
        using var birth = ChipFile.Open(new OneFileDisk("a.chip", input, length), "a.chip").Birth;
        return birth.Family.Length > 0;
    }

    private static bool Journal(byte[] input) =>
        CardJournalCodec.Parse(Serial, input).Try(out var entries, out _) && Canonical.Demand(input, CardJournalCodec.Write(Serial, entries));

    private static byte[] CardBirths()
    {
        using var birth = new CardBirth { Serial = Serial, Applet = new(1, 2, 3), IsSeeded = true, CardKey = Secret.CopyOf(Samples.Bytes("card key", 32)) };
        return Samples.Take(birth.ToBytes());
    }

    private static byte[] ChipBirths(int version)
    {
        using var birth = new ChipBirth
        {
            Family = version == 0 ? "lpc55s69" : "lpc55s36",
            IsSeeded = true,
            Die = DieCertificate.Parse(Samples.Die(version)).OrThrow(),
            DieKey = Secret.CopyOf(Samples.Bytes("die key", 32)),
            VendorKek = Secret.CopyOf(Samples.Bytes("vendor kek", 32)),
            VendorRootHash = Samples.Bytes("vendor root", 32),
            CardKey = Samples.Point("card"),
        };
        return Samples.Take(birth.ToBytes());
    }

    private static byte[] Data()
    {
        using var data = new VirtualProvisioningData
        {
            Family = "lpc55s36",
            SbKek = Secret.CopyOf(Samples.Bytes("sb kek", 32)),
            UserKek = Secret.CopyOf(Samples.Bytes("user kek", 32)),
            Cfpa = Secret.CopyOf(Samples.Bytes("cfpa", 512)),
            Cmpa = Secret.CopyOf(Samples.Bytes("cmpa", 512)),
        };
        return Samples.Take(data.ToBytes());
    }

    private static byte[] CardStates()
    {
        using var file = CardFile.Open(Kit.Value.CopyCard(new("card")), FactoryKit.CardFile, FactoryKit.CardKeys, Samples.Entropy);
        var bytes = new byte[CardStateCodec.LengthOf(file.State)];
        CardStateCodec.Write(file.State, bytes);
        return bytes;
    }

    private static IEnumerable<byte[]> CardFiles() => [Kit.Value.CopyCard(new("card")).ReadAll(FactoryKit.CardFile)];

    private static Dictionary<string, byte[]> Files(string folder)
    {
        SimulatedDisk disk = Kit.Value.CopyCard(new("card"));
        string[] names = [$"card-{Serial}.key", $"card-{Serial}.counter"];
        return names.ToDictionary(n => n, n => disk.ReadAll(folder + n));
    }

    private static byte[] ChipHeader()
    {
        var header = new byte[ChipFile.HeaderLength];
        "RLCHIP01"u8.CopyTo(header);
        ChipBirths(0).CopyTo(header, 64);
        return header;
    }

    private static byte[] Journals()
    {
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return CardJournalCodec.Write(Serial, [new(JournalStep.Started, time, new byte[32]), new(JournalStep.Loaded, time, new byte[32])]);
    }
}
