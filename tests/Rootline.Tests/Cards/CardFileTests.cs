using Rootline.Cards.Tp;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;
using Rootline.Links.Applet;
using Rootline.Oem.Nxp;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cards;

public sealed class CardFileTests : IDisposable
{
    private const string File = "sample.card";
    private const string Keys = "keys";
    private static readonly string KeyFile = Path.Combine(Keys, $"card-{TestVendor.Serial}.key");
    private static readonly string CounterFile = Path.Combine(Keys, $"card-{TestVendor.Serial}.counter");
    private readonly TestVendor _vendor = new();
    private readonly MemoryDisk _disk = new();
    private readonly SystemEntropy _entropy = new();

    [Fact]
    public void A_card_keeps_counter_and_answer_without_power()
    {
        using var plan = TestPlan.Of(_vendor, quota: 1, certificates: 1);
        using var chip = _vendor.Chip();
        byte[] response;
        byte[] answer;
        using (var card = Make())
        {
            new CardPersonalisation(_disk, "journals", TimeProvider.System).Load(SessionOf(card), plan);
            new CardSealing(_disk, "journals", TimeProvider.System).SealForEver(SessionOf(card));
            var session = Selected(card);
            response = chip.Respond(session.RequestChallenge(), 0);
            answer = session.CountAndWrap(response);
        }

        using var again = Open();
        var reopened = Selected(again);
        Assert.True(reopened.IsSealed);
        Assert.Equal("lpc55s6x", reopened.Family);
        Assert.Equal((1u, 0u), (reopened.ReadCounter(), reopened.ReadRemainder()));
        Assert.Equal(answer, reopened.CountAndWrap(response));
        var fault = Assert.Throws<FaultException>(() => reopened.CountAndWrap(chip.Respond(reopened.RequestChallenge(), 0))).Fault;
        Assert.Equal(CardFaults.QuotaReached, fault.Code);
        Assert.Equal(2 * 32 * 1024, _disk.Files[File].Length);
    }

    [Fact]
    public void Key_counter_and_file_are_the_owners_alone_and_no_secret_lies_in_the_open()
    {
        using var plan = TestPlan.Of(_vendor);
        using (var card = Make())
            new CardPersonalisation(_disk, "journals", TimeProvider.System).Load(SessionOf(card), plan);
        Assert.Superset(new HashSet<string> { Keys, KeyFile, CounterFile, File }, _disk.Secrets);
        Assert.Equal(32, _disk.Files[KeyFile].Length);
        foreach (var (path, content) in _disk.Files)
            Assert.True(content.AsSpan().IndexOf(plan.LogKey.Scalar) < 0, path);
    }

    [Fact]
    public void A_card_is_not_made_over_another_card_or_its_key()
    {
        using (Make())
        {
        }

        using var birth = TestVendor.Birth();
        Assert.Equal(CardFileFaults.Exists, FaultOf(() => VirtualCard.Make(_disk, File, "other keys", birth, _entropy)));
        Assert.Equal(CardFileFaults.Exists, FaultOf(() => VirtualCard.Make(_disk, "other.card", Keys, birth, _entropy)));
    }

    [Fact]
    public void A_card_is_open_once_at_a_time()
    {
        using (Make())
            Assert.Equal(CardFileFaults.InUse, FaultOf(() => Open()));
        Open().Dispose();
    }

    [Fact]
    public void A_refused_opening_leaves_no_lock()
    {
        using (Make())
        {
        }

        byte[] good = _disk.Files[File];
        _disk.Files[File] = [.. good[..^1], (byte)(good[^1] ^ 1)];
        Assert.Equal(CardFileFaults.Damaged, FaultOf(() => Open()));
        _disk.Files[File] = good;
        Open().Dispose();
    }

    [Fact]
    public void An_older_file_is_refused()
    {
        using (Make())
        {
        }

        byte[] old = (byte[])_disk.Files[File].Clone();
        Commit(times: 1);
        byte[] between = (byte[])_disk.Files[File].Clone();
        Commit(times: 1);
        _disk.Files[File] = old;
        Assert.Equal(CardFileFaults.Old, FaultOf(() => Open()));
        _disk.Files[File] = between;
        Assert.Equal(CardFileFaults.Old, FaultOf(() => Open()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(16_384)]
    [InlineData(32_767)]
    public void A_slot_torn_while_it_is_written_leaves_the_state_before(int written)
    {
        using (Make())
        {
        }

        Commit(times: 2);
        byte[] before = (byte[])_disk.Files[File].Clone();
        byte[] counter = (byte[])_disk.Files[CounterFile].Clone();
        Commit(times: 1);
        byte[] after = _disk.Files[File];
        int slot = before.AsSpan().CommonPrefixLength(after) < before.Length / 2 ? 0 : before.Length / 2;
        byte[] torn = (byte[])before.Clone();
        after.AsSpan(slot, written).CopyTo(torn.AsSpan(slot));
        // The last byte of a tag may be the old one by chance: then the whole slot would be there.
        if (torn.AsSpan().SequenceEqual(after))
            torn[slot + written] ^= 1;
        _disk.Files[CounterFile] = counter;
        _disk.Files[File] = torn;
        Assert.Equal(3u, GenerationNow());
        Commit(times: 1);
        Assert.Equal(4u, GenerationNow());
    }

    [Fact]
    public void A_cut_between_slot_and_counter_keeps_the_new_state_and_heals_the_counter()
    {
        using (Make())
        {
        }

        byte[] counter = (byte[])_disk.Files[CounterFile].Clone();
        Commit(times: 1);
        _disk.Files[CounterFile] = counter;
        Assert.Equal(2u, GenerationNow());
        Assert.NotEqual(counter, _disk.Files[CounterFile]);
        Assert.Equal(2u, GenerationNow());
    }

    [Fact]
    public void A_torn_counter_entry_leaves_the_one_before()
    {
        using (Make())
        {
        }

        Commit(times: 2);
        _disk.Files[CounterFile].AsSpan(40, 7).Clear();
        Assert.Equal(3u, GenerationNow());
    }

    [Fact]
    public void Every_changed_byte_is_refused_or_leaves_the_same_state()
    {
        using (Make())
        {
        }

        Commit(times: 1);
        byte[] good = (byte[])_disk.Files[File].Clone();
        int refused = 0;
        for (int i = 0; i < good.Length; i++)
        {
            _disk.Files[File] = (byte[])good.Clone();
            _disk.Files[File][i] ^= 0x80;
            refused += IsRefusedOrUnchanged(2) ? 1 : 0;
        }

        // The newest slot and the serial number of the stale one.
        Assert.InRange(refused, good.Length / 2, (good.Length / 2) + 16);
    }

    [Fact]
    public void Every_truncation_and_every_longer_file_is_refused()
    {
        using (Make())
        {
        }

        byte[] good = _disk.Files[File];
        for (int length = 0; length < good.Length; length += 97)
        {
            _disk.Files[File] = good[..length];
            Assert.Equal(CardFileFaults.Damaged, FaultOf(() => Open()));
        }

        _disk.Files[File] = [.. good, 0];
        Assert.Equal(CardFileFaults.Damaged, FaultOf(() => Open()));
    }

    [Fact]
    public void A_key_or_counter_that_is_missing_changed_or_short_is_named()
    {
        using (Make())
        {
        }

        var (key, counter) = (_disk.Files[KeyFile], _disk.Files[CounterFile]);
        _disk.Files.Remove(KeyFile);
        Assert.Equal(CardFileFaults.KeyMissing, FaultOf(() => Open()));
        _disk.Files[KeyFile] = key[..31];
        Assert.Equal(CardFileFaults.KeyDamaged, FaultOf(() => Open()));
        _disk.Files[KeyFile] = key;
        for (int i = 40; i < counter.Length; i++)
        {
            _disk.Files[CounterFile] = (byte[])counter.Clone();
            _disk.Files[CounterFile][i] ^= 1;
            Assert.Equal(CardFileFaults.KeyDamaged, FaultOf(() => Open()));
        }

        _disk.Files[CounterFile] = counter[..79];
        Assert.Equal(CardFileFaults.KeyDamaged, FaultOf(() => Open()));
        _disk.Files.Remove(CounterFile);
        Assert.Equal(CardFileFaults.KeyDamaged, FaultOf(() => Open()));
    }

    [Fact]
    public void A_counter_of_an_earlier_time_is_named()
    {
        using (Make())
        {
        }

        byte[] counter = (byte[])_disk.Files[CounterFile].Clone();
        Commit(times: 2);
        _disk.Files[CounterFile] = counter;
        Assert.Equal(CardFileFaults.KeyDamaged, FaultOf(() => Open()));
    }

    [Fact]
    public void A_full_disk_ends_the_card_and_the_next_opening_finds_the_state_before()
    {
        using (var card = Make())
        {
            var session = Selected(card);
            _disk.WritesLeft = 0;
            Assert.Equal(DiskFaults.Full, Assert.Throws<FaultException>(() => session.CreateFileSystem(15)).Fault.Code);
            _disk.WritesLeft = null;
            Assert.Equal("6F00", Assert.Throws<FaultException>(() => new CardSession(new CardSlot("reader", card.Device)).Select()).Fault.VendorCode);
        }

        Assert.Equal(1u, GenerationNow());
    }

    [Fact]
    public void A_seeded_card_asks_another_challenge_after_it_was_opened_again()
    {
        using var plan = TestPlan.Of(_vendor);
        using (var birth = TestVendor.Birth())
        using (var card = VirtualCard.Make(_disk, File, Keys, birth, new SeededEntropy(7)))
            new CardPersonalisation(_disk, "journals", TimeProvider.System).Load(SessionOf(card), plan);
        var challenges = new List<string>();
        for (int i = 0; i < 2; i++)
        {
            using var card = VirtualCard.Open(_disk, File, Keys, new SeededEntropy(7));
            var session = Selected(card);
            challenges.Add(Convert.ToHexString(session.RequestChallenge()));
            session.SetItem(ItemId.TpFlags, new byte[1]);
        }

        Assert.NotEqual(challenges[0], challenges[1]);
    }

    [Fact]
    public void The_kept_card_of_version_1_loads()
    {
        string folder = RepositoryRoot.PathOf("tests/vectors/nxp/card");
        const ulong serial = 4711;
        foreach (string name in (string[])["sample.card", $"keys/card-{serial}.key", $"keys/card-{serial}.counter"])
            _disk.Files[name] = System.IO.File.ReadAllBytes(Path.Combine(folder, name));
        using var card = VirtualCard.Open(_disk, "sample.card", "keys", _entropy);
        var session = Selected(card);
        Assert.Equal((serial, true, "lpc55s6x"), (session.SerialNumber, session.IsSealed, session.Family));
        Assert.Equal((1u, 4u), (session.ReadCounter(), session.ReadRemainder()));
        byte[] answer = session.CountAndWrap(System.IO.File.ReadAllBytes(Path.Combine(folder, "response.bin")));
        Assert.Equal(System.IO.File.ReadAllBytes(Path.Combine(folder, "answer.bin")), answer);
        Assert.Equal(1u, WrappedData.Parse(answer).OrThrow().Content.Counter);
    }

    public void Dispose() => _vendor.Dispose();

    private VirtualCard Make()
    {
        using var birth = TestVendor.Birth();
        return VirtualCard.Make(_disk, File, Keys, birth, _entropy);
    }

    private VirtualCard Open() => VirtualCard.Open(_disk, File, Keys, _entropy);

    private void Commit(int times)
    {
        using var memory = CardFile.Open(_disk, File, Keys, _entropy);
        for (int i = 0; i < times; i++)
            memory.Commit();
    }

    private ulong GenerationNow()
    {
        using var memory = CardFile.Open(_disk, File, Keys, _entropy);
        return memory.Generation;
    }

    private bool IsRefusedOrUnchanged(ulong generation)
    {
        try
        {
            using var memory = CardFile.Open(_disk, File, Keys, _entropy);
            Assert.Equal(generation, memory.Generation);
            return false;
        }
        catch (FaultException e)
        {
            Assert.Contains(e.Fault.Code, (FaultCode[])[CardFileFaults.Damaged, CardFileFaults.KeyMissing]);
            return true;
        }
    }

    private static CardSession SessionOf(VirtualCard card) => new(new CardSlot("reader", card.Device));

    private static CardSession Selected(VirtualCard card)
    {
        var session = SessionOf(card);
        session.Select();
        return session;
    }

    private static FaultCode FaultOf(Func<object> action) => Assert.Throws<FaultException>(action).Fault.Code;
}
