using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Xunit;

namespace Rootline.Tests.Core.Disks;

public sealed class VolatileDiskTests
{
    [Fact]
    public void It_is_a_disk_until_it_is_gone()
    {
        var disk = new VolatileDisk();
        disk.Replace("a", [1, 2, 3]);
        using (var file = disk.Open("a", create: false))
        {
            file.Write(5, [6]);
            var bytes = new byte[9];
            Assert.Equal(6, file.Read(0, bytes));
            Assert.Equal([1, 2, 3, 0, 0, 6, 0, 0, 0], bytes);
            Assert.Equal(0, file.Read(7, bytes));
            file.Truncate(2);
            Assert.Equal(2, file.Length);
        }

        Assert.Equal([1, 2], disk.ReadAll("a"));
        Assert.Equal([1], disk.ReadHead("a", 1));
        Assert.Equal([1, 2], disk.ReadHead("a", 9));
        Assert.Equal(DiskFaults.TooLong, Assert.Throws<FaultException>(() => disk.ReadAll("a", 1)).Fault.Code);
        Assert.Equal(DiskFaults.Missing, Assert.Throws<FaultException>(() => disk.Open("b", create: false)).Fault.Code);
        using (disk.TryLock("l"))
            Assert.Null(disk.TryLock("l"));
        Assert.NotNull(disk.TryLock("l"));
        disk.Dispose();
        Assert.False(disk.Exists("a"));
    }
}
