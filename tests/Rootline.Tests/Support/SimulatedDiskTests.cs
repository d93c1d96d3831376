using Rootline.Core.Disks;
using Rootline.Core.Power;
using Rootline.TestSupport.Power;
using Xunit;

namespace Rootline.Tests.Support;

public sealed class SimulatedDiskTests
{
    private readonly SimulatedDisk _disk = new(new("station"));

    [Theory]
    [InlineData(Survival.Lost, "old")]
    [InlineData(Survival.Kept, "ABC")]
    [InlineData(Survival.Alternating, "oBd")]
    public void What_was_not_synced_has_the_fate_that_the_cut_chose(Survival survival, string expected)
    {
        _disk.Replace("/a", "old"u8);
        using var file = _disk.Open("/a", create: false);
        _disk.Domain.Arm(new(int.MaxValue, CutMoment.Before, 0, survival));
        for (int i = 0; i < 3; i++)
            file.Write(i, "ABC"u8.Slice(i, 1));
        _disk.Domain.Off();
        Assert.Equal(expected, Text(_disk.AfterPowerLoss(new("next")), "/a"));
    }

    [Theory]
    [InlineData(0, "1bcd")]
    [InlineData(1, "12cd")]
    [InlineData(2, "123d")]
    public void A_torn_write_leaves_a_prefix(int outcome, string expected)
    {
        _disk.Replace("/a", "abcd"u8);
        using var file = _disk.Open("/a", create: false);
        _disk.Domain.Arm(new(_disk.Domain.Count, CutMoment.Torn, outcome));
        Assert.Throws<PowerLostException>(() => file.Write(0, "1234"u8));
        Assert.Equal(expected, Text(_disk.AfterPowerLoss(new("next")), "/a"));
    }

    [Fact]
    public void A_new_name_is_durable_once_its_folder_is()
    {
        using (var file = _disk.Open("/f/a", create: true))
            file.Write(0, "x"u8);
        Assert.False(_disk.AfterPowerLoss(new("next")).Exists("/f/a"));
        using (var file = _disk.Open("/f/a", create: false))
            file.Sync();
        Assert.Equal("x", Text(_disk.AfterPowerLoss(new("next")), "/f/a"));
        _disk.Delete("/f/a");
        Assert.True(_disk.AfterPowerLoss(new("next")).Exists("/f/a"));
        _disk.SyncFolder("/f/b");
        Assert.False(_disk.AfterPowerLoss(new("next")).Exists("/f/a"));
    }

    [Theory]
    [InlineData(CutMoment.Before, "old")]
    [InlineData(CutMoment.Torn, "new")]
    [InlineData(CutMoment.After, "new")]
    public void A_replacement_is_one_step(CutMoment moment, string expected)
    {
        _disk.Replace("/a", "old"u8);
        _disk.Domain.Arm(new(_disk.Domain.Count, moment));
        Assert.Throws<PowerLostException>(() => _disk.Replace("/a", "new"u8));
        Assert.Equal(expected, Text(_disk.AfterPowerLoss(new("next")), "/a"));
    }

    [Fact]
    public void From_the_cut_on_nothing_works()
    {
        using var file = _disk.Open("/a", create: true);
        _disk.Domain.Off();
        Assert.Throws<PowerLostException>(() => file.Read(0, new byte[1]));
        Assert.Throws<PowerLostException>(() => file.Sync());
        Assert.Throws<PowerLostException>(() => _disk.Exists("/a"));
        Assert.Throws<PowerLostException>(() => _disk.TryLock("/a.lock"));
    }

    [Fact]
    public void A_snapshot_shares_nothing_that_can_change()
    {
        _disk.Replace("/a", "old"u8);
        var snapshot = _disk.Snapshot(new("next"));
        using var file = _disk.Open("/a", create: false);
        file.Write(0, "new"u8);
        Assert.Equal("old", Text(snapshot, "/a"));
        Assert.Equal("new", Text(_disk.Snapshot(new("third")), "/a"));
    }

    private static string Text(IDisk disk, string path) => System.Text.Encoding.ASCII.GetString(disk.ReadAll(path));
}
