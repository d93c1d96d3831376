using Rootline.Cards.Tp;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.TestSupport.Power;
using Xunit;

namespace Rootline.Tests.Cards;

/// <summary>What of a card's memory lies on the disk, and when; what of it is left in memory.</summary>
public sealed class CardDurabilityTests
{
    private const string File = "sample.card";
    private const string Keys = "keys";
    private static readonly string KeyFile = Path.Combine(Keys, $"card-{TestVendor.Serial}.key");
    private readonly SimulatedDisk _disk = new(new PowerDomain("card") { Records = true });

    public CardDurabilityTests()
    {
        using var birth = TestVendor.Birth();
        VirtualCard.Make(_disk, File, Keys, birth, new SystemEntropy()).Dispose();
    }

    [Fact]
    public void A_commit_lies_on_the_disk_when_it_ends_and_so_does_the_counter_beside_the_key()
    {
        using var memory = Open(_disk);
        foreach (ushort buffer in (ushort[])[1, 2, 3])
        {
            memory.State.Buffer = buffer;
            memory.Commit();
            using var after = Open(_disk.AfterPowerLoss(new PowerDomain("card again")));
            Assert.Equal((buffer, memory.Generation), (after.State.Buffer, after.Generation));
        }
    }

    [Fact]
    public void Opening_a_card_writes_nothing()
    {
        int before = _disk.Domain.Count;
        Open(_disk).Dispose();
        Assert.Equal(before, _disk.Domain.Count);
    }

    [Fact]
    public void Every_card_has_a_sealing_key_of_its_own()
    {
        var other = new SimulatedDisk(new PowerDomain("other"));
        using var birth = TestVendor.Birth();
        VirtualCard.Make(other, File, Keys, birth, new SystemEntropy()).Dispose();
        Assert.NotEqual(_disk.ReadAll(KeyFile), other.ReadAll(KeyFile));
    }

    [Fact]
    public void A_closed_card_leaves_no_key_in_memory()
    {
        var memory = Open(_disk);
        var key = memory.State.CardKey;
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Length + key.Span.Length);
    }

    [Theory]
    [InlineData(new[] { 0 }, true)]
    [InlineData(new[] { 1 }, false)]
    [InlineData(new[] { 0, 1 }, false)]
    public void A_card_opens_with_its_newest_slot_alone_and_not_without_it(int[] damaged, bool opens)
    {
        byte[] content = _disk.ReadAll(File);
        foreach (int slot in damaged)
            content[slot * content.Length / 2] ^= 1;
        _disk.Replace(File, content);
        if (opens)
            Open(_disk).Dispose();
        else
            Assert.Equal(CardFileFaults.Damaged, Assert.Throws<FaultException>(() => Open(_disk)).Fault.Code);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_state_copied_into_the_other_slot_is_none(int from, int to)
    {
        byte[] content = _disk.ReadAll(File);
        int length = content.Length / 2;
        content.AsSpan(from * length, length).CopyTo(content.AsSpan(to * length));
        _disk.Replace(File, content);
        if (from == 1)
            Open(_disk).Dispose();
        else
            Assert.Equal(CardFileFaults.Damaged, Assert.Throws<FaultException>(() => Open(_disk)).Fault.Code);
    }

    private static CardFile Open(SimulatedDisk disk) => CardFile.Open(disk, File, Keys, new SystemEntropy());
}
