using Rootline.Cli.Stations;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli;

public sealed class ChipLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Chip => _folder.PathOf("chip.bin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_lock_file_goes_with_the_lock_and_one_that_a_killed_process_left_holds_nobody_up()
    {
        File.WriteAllText(Chip + ".lock", "");
        using (ChipLock.Take(new OsDisk(), Chip))
            Assert.Equal(StationFaults.ChipInUse, Assert.Throws<FaultException>(() => ChipLock.Take(new OsDisk(), Chip)).Fault.Code);
        Assert.False(File.Exists(Chip + ".lock"));
    }

    [Fact]
    public void A_lock_that_was_given_back_does_not_remove_another_one_s_file()
    {
        var first = ChipLock.Take(new OsDisk(), Chip);
        first.Dispose();
        using var second = ChipLock.Take(new OsDisk(), Chip);
        first.Dispose();
        Assert.True(File.Exists(Chip + ".lock"));
    }

    [Fact]
    public void Many_that_take_and_give_back_never_hold_it_together()
    {
        int holders = 0;
        int most = 0;
        int taken = 0;
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 400; i++)
            {
                try
                {
                    using var held = ChipLock.Take(new OsDisk(), Chip);
                    int now = Interlocked.Increment(ref holders);
                    if (now > 1)
                        Interlocked.Exchange(ref most, now);
                    Interlocked.Increment(ref taken);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }
                catch (FaultException e) when (e.Fault.Code == StationFaults.ChipInUse)
                {
                    Thread.Yield();
                }
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(0, most);
        Assert.NotEqual(0, taken);
    }
}
