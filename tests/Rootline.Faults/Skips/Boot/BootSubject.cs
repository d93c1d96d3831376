using Rootline.Chips.Boot;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.TestSupport.Boot;

namespace Rootline.Faults.Skips.Boot;

/// <summary>Chips with bad images, keys, counters, protections or updates, and the good ones beside them.</summary>
internal sealed class BootSubject : ISkipSubject
{
    private const int Slot = 0x2000;
    private const uint StoredCounter = 5;

    private static readonly BootCode BuiltIn = new() { Keys = [TestImage.PublicOf(TestImage.Key)], Rules = BootRuleSet.Protections | BootRuleSet.Rollback };
    private static readonly BootCode Updating = BuiltIn with { Images = 2, Rules = BuiltIn.Rules | BootRuleSet.NoOlderVersion | BootRuleSet.NoLowerCounter };
    private readonly List<BootCase> _cases = [];
    private readonly List<BootBench> _good = [];

    public BootSubject()
    {
        _good.Add(Chip(BuiltIn, BadImages.Good.ToBytes()));
        foreach (var (name, file) in BadImages.All)
            _cases.Add(new(name, Chip(BuiltIn, file)));
        Protections();
        OneTimeKeys(BootKeySource.RotpkHash, TlvType.PublicKey);
        OneTimeKeys(BootKeySource.RotpkRaw, TlvType.Any);
        var newer = Chip(BuiltIn, BadImages.Good.ToBytes());
        _cases.Add(new("rolled back after a newer one was started", newer) { Next = (BadImages.Good with { Counter = 6 }).ToBytes() });
        Updates();
        foreach (var (name, file) in BadImages.All)
            LaterInPlace(name, file);
        foreach (var kind in KindOfImage.Others(BuiltIn.Rules))
            Kind(kind);
    }

    public IReadOnlyList<string> Cases => [.. _cases.Select(c => c.Name)];

    public bool Works() => _good.TrueForAll(c => c.Twin().Chip.Boot().Started is not null);

    public string? Run(int index) => _cases[index].Boot();

    private static BootBench Chip(BootCode code, byte[] primary, bool closed = true)
    {
        var profile = BootBench.Small(Slot);
        var bench = closed ? BootBench.Of(profile, code) : BootBench.Of(profile);
        if (!closed)
            bench.Chip.PutBootCode(code);
        GradedBoot.OtpOf(bench, code.RotpkLength).RaiseForEver(0, StoredCounter);
        bench.Chip.PutImage(0, false, primary);
        return bench;
    }

    private void Protections()
    {
        ulong[][] words = [[0, 0], [ProtectionWords.Closed, 0], [0, ProtectionWords.Closed]];
        string[] names = ["protections open", "debug open", "boot code open"];
        for (int i = 0; i < words.Length; i++)
        {
            var bench = Chip(BuiltIn, BadImages.Good.ToBytes(), closed: false);
            bench.Chip.Machine.Region(bench.Profile.Layout.Options!.Value).Program(0, [.. BitConverter.GetBytes(words[i][0]), .. BitConverter.GetBytes(words[i][1])]);
            _cases.Add(new(names[i], bench));
        }
    }

    // The good image is signed by the owner; one-time memory of the bad chip holds somebody else's key, or demands two keys.
    private void OneTimeKeys(BootKeySource source, TlvType named)
    {
        byte[] own = Rotpk(source, TestImage.Key), other = Rotpk(source, TestImage.OtherKey);
        var code = BuiltIn with { Keys = [], KeySource = source, Rotpks = [own] };
        byte[] signed = (BadImages.Good with { Signers = [(TestImage.Key, named, null)] }).ToBytes();
        _good.Add(Provisioned(code, signed));
        _cases.Add(new($"another key in one-time memory ({source})", Provisioned(code with { Rotpks = [other] }, signed)));
        _cases.Add(new($"unsigned ({source})", Provisioned(code, (BadImages.Good with { Signers = [] }).ToBytes())));
        _cases.Add(new($"signed by another key ({source})", Provisioned(code, (BadImages.Good with { Signers = [(TestImage.OtherKey, named, null)] }).ToBytes())));
        var two = code with { KeysPerImage = 2, Rotpks = [own, other], Rules = code.Rules | BootRuleSet.Policy, PolicyWord = 0b11 };
        _good.Add(Provisioned(two, Signed(named, TestImage.Key, TestImage.OtherKey)));
        _cases.Add(new($"signed by one of two that must ({source})", Provisioned(two, Signed(named, TestImage.Key))));
        _cases.Add(new($"signed by the other of two that must ({source})", Provisioned(two, Signed(named, TestImage.OtherKey))));
    }

    // One-time memory as a first boot burned it.
    private static BootBench Provisioned(BootCode code, byte[] primary)
    {
        var bench = BootBench.Of(BootBench.Small(Slot), code);
        bench.Chip.Boot();
        GradedBoot.OtpOf(bench, code.RotpkLength).RaiseForEver(0, StoredCounter);
        bench.Chip.PutImage(0, false, primary);
        return bench;
    }

    private static byte[] Signed(TlvType named, params P256PrivateKey[] keys) =>
        (BadImages.Good with { Signers = [.. keys.Select(k => (k, named, (uint?)(k == TestImage.Key ? 0x7FFF816B : 0x7FFF816C)))] }).ToBytes();

    private static byte[] Rotpk(BootKeySource source, P256PrivateKey key) => source == BootKeySource.RotpkRaw
        ? Rootline.Formats.Tfm.Rotpk.ToRaw(TestImage.PublicOf(key))
        : TestImage.PublicOf(key).Hash(ImageDigest.Sha256);

    private void Updates()
    {
        var later = BadImages.Good with { Version = new(3, 0, 0, 0), Counter = 9 };
        _good.Add(Updated(later));
        Update("an unsigned update", later with { Signers = [] });
        Update("an update of another key", later with { Signers = [(TestImage.OtherKey, TlvType.KeyHash, null)] });
        Update("an older update", later with { Version = new(1, 0, 0, 0) });
        Update("an update of a lower counter", later with { Counter = 6 });
        Update("an update below the stored counter", later with { Counter = 4 });
        Update("an update that needs a later image", later with { Protected = [TestImage.Needs(1, new(5, 0, 0, 0))] });
    }

    private void Update(string name, TestImage update) => _cases.Add(new(name, Updated(update), update.Version));

    // Two images of version 2 in place, and an update of the first.
    private static BootBench Updated(TestImage update)
    {
        var present = BadImages.Good with { Version = new(2, 0, 0, 0) };
        var bench = Chip(Updating, present.ToBytes());
        bench.Chip.PutImage(1, false, present.ToBytes());
        bench.Chip.PutImage(0, true, update.ToBytes());
        bench.Chip.RequestUpdate(0);
        return bench;
    }

    // Direct-XIP: the bad image is the later one of two.
    private void LaterInPlace(string name, byte[] file)
    {
        var bench = Chip(BuiltIn with { Mode = UpgradeMode.DirectXip }, (BadImages.Good with { Version = new(0, 9, 0, 0) }).ToBytes());
        bench.Chip.PutImage(0, true, file);
        _cases.Add(new($"{name}, direct-XIP", bench, BadImages.Good.Version));
    }

    // Images in clear lie in place; encrypted ones come as updates of an older one, which may go on.
    private void Kind(KindOfImage kind)
    {
        _good.Add(OfKind(kind, kind.Good(2)));
        foreach (var (name, file) in kind.Bad(2))
            _cases.Add(new($"{name}, {kind.Name}", OfKind(kind, file), kind.IsEncrypted ? new ImageVersion(2, 0, 0, 0) : null));
    }

    private static BootBench OfKind(KindOfImage kind, byte[] file)
    {
        if (!kind.IsEncrypted)
            return Chip(kind.Code, file);
        var bench = Chip(kind.Code, kind.InClear(1));
        bench.Chip.PutImage(0, true, file);
        bench.Chip.RequestUpdate(0);
        return bench;
    }
}
