using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Core.Disks;

/// <summary>Files that are replaced piece by piece: there is the old content or the new one.</summary>
public sealed class ReplacementTests : IDisposable
{
    private static readonly byte[] Long = [.. Enumerable.Range(0, 200_001).Select(i => (byte)(i * 7))];
    private readonly TempFolder _folder = new();
    private readonly OsDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_content_appears_with_the_commit_and_not_before()
    {
        string path = _folder.PathOf("a");
        File.WriteAllText(path, "old");
        using (var replacement = _disk.BeginReplace(path))
        {
            for (int i = 0; i < Long.Length; i += 1000)
                replacement.Content.Write(Long.AsSpan(i, Math.Min(1000, Long.Length - i)));
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Equal(Long.Length, replacement.Content.Position);
            replacement.Commit();
        }

        Assert.Equal(Long, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Folder));
    }

    // A piece has 256 KiB; full ones are written by a thread.
    [Theory]
    [InlineData(256 * 1024)]
    [InlineData(2 * 256 * 1024)]
    [InlineData((12 * 256 * 1024) + 1)]
    public void A_long_content_arrives_whole(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        string path = _folder.PathOf("a");
        using (var replacement = _disk.BeginReplace(path))
        {
            for (int i = 0; i < length; i += 100_000)
                replacement.Content.Write(content.AsSpan(i, Math.Min(100_000, length - i)));
            Assert.Equal(length, replacement.Content.Position);
            replacement.Commit();
        }

        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_long_content_without_a_commit_leaves_nothing()
    {
        using (var replacement = _disk.BeginReplace(_folder.PathOf("a")))
            replacement.Content.Write(new byte[3 << 20]);
        Assert.Empty(Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public void Without_a_commit_the_old_file_is_there_and_nothing_else()
    {
        string path = _folder.PathOf("a");
        File.WriteAllText(path, "old");
        using (var replacement = _disk.BeginReplace(path))
            replacement.Content.Write(Long);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public void What_an_earlier_run_left_is_written_over()
    {
        string path = _folder.PathOf("a");
        File.WriteAllText(path + ".new", "left");
        using (var replacement = _disk.BeginReplace(path))
        {
            replacement.Content.Write(Long);
            replacement.Commit();
        }

        Assert.Equal(Long, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(256 * 1024)]
    [InlineData(3 << 20)]
    public void A_full_disk_is_a_fault(int length)
    {
        using var replacement = _disk.BeginReplace("/dev/full");
        var fault = Assert.Throws<FaultException>(() =>
        {
            replacement.Content.Write(new byte[length]);
            replacement.Commit();
        });
        Assert.Equal("disk-full", fault.Fault.Code.Id);
    }

    [Fact]
    public void A_folder_that_is_missing_is_a_fault() =>
        Assert.Equal("file-missing", Assert.Throws<FaultException>(() => _disk.BeginReplace(_folder.PathOf("none/a"))).Fault.Code.Id);

    [Fact]
    public void A_disk_in_memory_replaces_in_the_same_way()
    {
        using var disk = new VolatileDisk();
        IDisk any = disk;
        using (var dropped = any.BeginReplace("a"))
            dropped.Content.Write(Long);
        Assert.False(any.Exists("a"));
        using (var kept = any.BeginReplace("a"))
        {
            kept.Content.Write(Long);
            kept.Commit();
        }

        using var read = any.OpenRead("a");
        var back = new byte[Long.Length];
        read.ReadExactly(back);
        Assert.Equal(Long, back);
    }

    [Fact]
    public void A_file_is_read_from_its_beginning()
    {
        File.WriteAllBytes(_folder.PathOf("a"), Long);
        using var read = _disk.OpenRead(_folder.PathOf("a"));
        var back = new byte[Long.Length];
        read.ReadExactly(back);
        Assert.Equal(Long, back);
        Assert.Equal("file-missing", Assert.Throws<FaultException>(() => _disk.OpenRead(_folder.PathOf("b"))).Fault.Code.Id);
    }
}
