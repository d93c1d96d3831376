using System.Security.Cryptography;
using Rootline.Chips.Lpc55;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

public sealed class PfrStoreTests : IDisposable
{
    private static readonly ChipProfile Profile = ChipProfile.Lpc55S69;
    private readonly MemoryStore _store = new(Profile.Flash.StoreLength);
    private readonly PfrStore _pages;

    public PfrStoreTests()
    {
        _pages = On(_store);
        _pages.BurnBlank();
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_delivered_chip_has_blank_pages_and_is_open()
    {
        Assert.Equal(CfpaPage.Blank.Bytes, _pages.Cfpa.Bytes);
        Assert.True(_pages.Cmpa!.IsBlank);
        Assert.False(_pages.IsProvisioned);
    }

    [Theory]
    [InlineData(5, 6, MbootStatus.Success)]
    [InlineData(5, uint.MaxValue, MbootStatus.Success)]
    [InlineData(5, 5, MbootStatus.FlashCfpaRollback)]
    [InlineData(5, 4, MbootStatus.FlashCfpaRollback)]
    [InlineData(5, 0, MbootStatus.FlashCfpaRollback)]
    public void The_version_only_rises(uint old, uint fresh, uint status)
    {
        Assert.Equal(0u, _pages.WriteCfpa(Cfpa(old).Bytes));
        Assert.Equal(status, _pages.WriteCfpa(Cfpa(fresh).Bytes));
        Assert.Equal(status == 0 ? fresh : old, _pages.Cfpa.Version);
    }

    [Fact]
    public void Writes_go_to_the_two_copies_in_turn()
    {
        var changed = new List<int>();
        for (uint version = 1; version <= 6; version++)
        {
            var (before, _) = (Copies(), _pages.WriteCfpa(Cfpa(version).Bytes));
            var after = Copies();
            changed.Add(before[0].AsSpan().SequenceEqual(after[0]) ? 1 : 0);
            Assert.NotEqual(before[changed[^1]], after[changed[^1]]);
            Assert.Equal(before[1 - changed[^1]], after[1 - changed[^1]]);
        }

        Assert.Equal([1, 0, 1, 0, 1, 0], changed);
    }

    [Fact]
    public void The_old_copy_survives_every_torn_write_and_the_new_one_is_written_again()
    {
        Assert.Equal(0u, _pages.WriteCfpa(Cfpa(1).Bytes));
        var trace = new PowerDomain("chip") { Records = true };
        On(_store.Snapshot(), trace).WriteCfpa(Cfpa(2).Bytes);
        Assert.Equal(2, trace.Count);
        foreach (var operation in trace.Trace)
        {
            for (int outcome = -1; outcome < operation.TornOutcomes; outcome++)
            {
                var store = _store.Snapshot();
                var power = new PowerDomain("chip");
                power.Arm(outcome < 0 ? new(operation.Index, CutMoment.Before) : new(operation.Index, CutMoment.Torn, outcome));
                Assert.Throws<PowerLostException>(() => On(store, power).WriteCfpa(Cfpa(2).Bytes));
                var found = On(store);
                Assert.Equal(1u, found.Cfpa.Version);
                Assert.Equal(0u, found.WriteCfpa(Cfpa(2).Bytes));
                Assert.Equal(2u, found.Cfpa.Version);
            }
        }
    }

    [Fact]
    public void Of_two_copies_with_one_version_the_one_without_the_mark_is_valid_wherever_it_lies()
    {
        foreach (bool markFirst in new[] { true, false })
        {
            var store = new MemoryStore(Profile.Flash.StoreLength);
            var marked = Cfpa(3).WithCmpaInProgress(true).Bytes;
            var plain = Cfpa(3).Bytes;
            var flash = Flash(store, new("chip"));
            flash.Program(Profile.CfpaCopies, markFirst ? marked : plain);
            flash.Program(Profile.CfpaCopies + PfrPage.Length, markFirst ? plain : marked);
            Assert.False(On(store).Cfpa.IsCmpaInProgress);
        }
    }

    [Fact]
    public void Taking_the_mark_away_needs_no_new_version()
    {
        _pages.BurnCfpa(Cfpa(3).WithCmpaInProgress(true));
        _pages.BurnCfpa(Cfpa(3).WithCmpaInProgress(true));
        Assert.True(_pages.Cfpa.IsCmpaInProgress);
        _pages.BurnCfpa(Cfpa(3));
        Assert.False(_pages.Cfpa.IsCmpaInProgress);
        Assert.Equal(3u, _pages.Cfpa.Version);
    }

    [Fact]
    public void The_host_cannot_set_the_mark_which_would_open_a_closed_chip()
    {
        _pages.BurnCmpa(Cmpa());
        Assert.True(_pages.IsProvisioned);
        Assert.Equal(MbootStatus.FlashCfpaScratch, _pages.WriteCfpa(Cfpa(9).WithCmpaInProgress(true).Bytes));
        Assert.True(_pages.IsProvisioned);
    }

    [Fact]
    public void While_the_mark_stands_the_host_writes_neither_page()
    {
        _pages.BurnCfpa(Cfpa(3).WithCmpaInProgress(true));
        Assert.Equal(MbootStatus.FlashPfrWriteBroken, _pages.WriteCfpa(Cfpa(4).Bytes));
        Assert.Equal(MbootStatus.FlashPfrWriteBroken, _pages.WriteCmpa(Cmpa()));
        Assert.Equal(3u, _pages.Cfpa.Version);
        Assert.True(_pages.Cmpa!.IsBlank);
    }

    [Fact]
    public void A_seal_request_is_answered_with_the_digest_and_a_sealed_page_is_never_written_again()
    {
        byte[] sealing = [.. Cfpa(1).Bytes[..PfrPage.DigestOffset], .. PfrPage.SealRequest];
        Assert.Equal(0u, _pages.WriteCfpa(sealing));
        Assert.Equal(SHA256.HashData(sealing.AsSpan(0, PfrPage.DigestOffset)), _pages.Cfpa.Bytes[PfrPage.DigestOffset..].ToArray());
        Assert.Equal(MbootStatus.FlashSealedPfr, _pages.WriteCfpa(Cfpa(2).Bytes));

        byte[] closing = CmpaPage.Parse(Cmpa()).OrThrow().WithSealRequest().Bytes.ToArray();
        Assert.Equal(0u, _pages.WriteCmpa(closing));
        Assert.Equal(SHA256.HashData(closing.AsSpan(0, PfrPage.DigestOffset)), _pages.Cmpa!.Bytes[PfrPage.DigestOffset..].ToArray());
        Assert.Equal(MbootStatus.FlashSealedPfr, _pages.WriteCmpa(Cmpa()));
        Assert.True(_pages.IsProvisioned);
    }

    [Fact]
    public void An_unsealed_CMPA_can_be_written_again_by_whoever_may_write()
    {
        Assert.Equal(0u, _pages.WriteCmpa(Cmpa()));
        Assert.Equal(0u, _pages.WriteCmpa(new byte[PfrPage.Length]));
        Assert.False(_pages.IsProvisioned);
    }

    [Fact]
    public void A_chip_is_closed_when_its_CMPA_is_there_and_not_in_progress()
    {
        _pages.BurnCfpa(Cfpa(2).WithCmpaInProgress(true));
        _pages.BurnCmpa(Cmpa());
        Assert.False(_pages.IsProvisioned);
        _pages.BurnCfpa(Cfpa(2));
        Assert.True(_pages.IsProvisioned);
    }

    [Fact]
    public void Unreadable_pages_are_no_pages()
    {
        _pages.BurnCfpa(Cfpa(1));
        _pages.BurnCfpa(Cfpa(2));
        _pages.BurnCmpa(Cmpa());
        Spoil(Profile.CfpaCopies);
        Spoil(Profile.CfpaCopies + PfrPage.Length);
        Spoil(Profile.Cmpa);
        Assert.Equal(0u, _pages.Cfpa.Version);
        Assert.Null(_pages.Cmpa);
        Assert.False(_pages.IsProvisioned);
    }

    [Fact]
    public void With_one_unreadable_copy_the_other_is_valid()
    {
        _pages.BurnCfpa(Cfpa(1));
        _pages.BurnCfpa(Cfpa(2));
        Spoil(Profile.CfpaCopies);
        Assert.Equal(1u, _pages.Cfpa.Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(513)]
    public void A_CFPA_of_a_wrong_length_is_refused(int length) =>
        Assert.Equal(MbootStatus.FlashAlignment, _pages.WriteCfpa(new byte[length]));

    private static CfpaPage Cfpa(uint version) => CfpaPage.Blank.WithVersion(version);

    private static byte[] Cmpa() => CmpaPage.Blank.WithSecureBoot().Bytes.ToArray();

    private static PfrStore On(MemoryStore store, PowerDomain? power = null) => new(Flash(store, power ?? new("chip")), Profile);

    private static ChipFlash Flash(MemoryStore store, PowerDomain power) => new(new FlashMedium("flash", Profile.Flash, store, power));

    private byte[][] Copies() => [.. Enumerable.Range(0, 2).Select(i =>
    {
        var copy = new byte[PfrPage.Length];
        _store.Read(Profile.CfpaCopies + (i * PfrPage.Length), copy);
        return copy;
    })];

    // The ECC mark of the page's first word.
    private void Spoil(int address) => _store.Write(Profile.Flash.Size + (address / Profile.Flash.EccWord), [1]);
}
