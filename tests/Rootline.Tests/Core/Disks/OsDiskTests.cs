using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Core.Media;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Core.Disks;

public sealed class OsDiskTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TempFolder _folder = new();
    private readonly OsDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_replaced_file_has_the_new_content_and_nothing_lies_beside_it()
    {
        string path = _folder.PathOf("card.bin");
        _disk.Replace(path, [1, 2, 3]);
        _disk.Replace(path, [4]);
        Assert.Equal([4], _disk.ReadAll(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public void A_secret_file_is_readable_by_its_owner_alone_whatever_lay_there_before()
    {
        string path = _folder.PathOf("key.pem");
        File.WriteAllText(path, "public");
        File.WriteAllText(path + ".new", "left by a crash");
        _disk.Replace(path, "secret"u8, secret: true);
        Assert.Equal(OwnerOnly, Mode(path));
        _disk.Replace(path, "public"u8);
        Assert.Equal(OwnerOnly, Mode(path) & OwnerOnly);
        Assert.Equal("public"u8.ToArray(), _disk.ReadAll(path));
    }

    [Fact]
    public void A_replace_does_not_write_through_a_link_that_lies_in_its_way()
    {
        string path = _folder.PathOf("key.pem");
        string victim = _folder.PathOf("victim");
        File.WriteAllText(victim, "mine");
        File.CreateSymbolicLink(path + ".new", victim);
        _disk.Replace(path, "secret"u8, secret: true);
        Assert.Equal("mine", File.ReadAllText(victim));
        Assert.Equal(OwnerOnly, Mode(path));
    }

    [Fact]
    public void A_replace_that_fails_leaves_the_old_content_and_no_rest()
    {
        string path = _folder.PathOf("folder");
        Directory.CreateDirectory(Path.Combine(path, "inside"));
        Assert.Throws<FaultException>(() => _disk.Replace(path, [1]));
        Assert.True(Directory.Exists(Path.Combine(path, "inside")));
        Assert.Empty(Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public void A_file_that_was_created_is_its_owners_alone_and_keeps_what_was_written()
    {
        string path = _folder.PathOf("chip.bin");
        using (var file = _disk.Open(path, create: true))
        {
            Assert.Equal(OwnerOnly, Mode(path));
            file.Write(3, [1, 2]);
            file.Sync();
            Assert.Equal(5, file.Length);
        }

        using var again = _disk.Open(path, create: true);
        var bytes = new byte[8];
        Assert.Equal(5, again.Read(0, bytes));
        Assert.Equal([0, 0, 0, 1, 2, 0, 0, 0], bytes);
        again.Truncate(4);
        Assert.Equal(4, again.Length);
    }

    [Fact]
    public void A_store_in_a_file_begins_at_its_offset_and_reads_zero_past_the_end()
    {
        string path = _folder.PathOf("rack.bin");
        using var store = new FileStore(_disk.Open(path, create: true), start: 16, length: 8);
        store.Write(2, [9]);
        var bytes = new byte[8];
        store.Read(0, bytes);
        Assert.Equal([0, 0, 9, 0, 0, 0, 0, 0], bytes);
        Assert.Equal(8, store.Length);
    }

    [Fact]
    public void What_is_missing_or_too_long_is_a_fault_that_names_it()
    {
        string missing = _folder.PathOf("none");
        foreach (var action in new Action[] { () => _disk.ReadAll(missing), () => _disk.Open(missing, create: false), () => _disk.Replace(missing + "/x", []) })
        {
            var fault = Assert.Throws<FaultException>(action).Fault;
            Assert.Same(DiskFaults.Missing, fault.Code);
            Assert.Contains(missing, fault.What, StringComparison.Ordinal);
        }

        string path = _folder.PathOf("long");
        _disk.Replace(path, new byte[11]);
        Assert.Same(DiskFaults.TooLong, Assert.Throws<FaultException>(() => _disk.ReadAll(path, limit: 10)).Fault.Code);
        Assert.Equal(11, _disk.ReadAll(path, limit: 11).Length);
    }

    [Fact]
    public void A_full_disk_is_a_fault_of_its_own()
    {
        using var full = _disk.Open("/dev/full", create: false);
        Assert.Same(DiskFaults.Full, Assert.Throws<FaultException>(() => full.Write(0, [1])).Fault.Code);
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_a_fault()
    {
        Assert.Throws<FaultException>(() => _disk.ReadAll(_folder.Folder));
        Assert.Throws<FaultException>(() => _disk.Open(_folder.Folder, create: true));
    }

    [Fact]
    public void Deleting_twice_is_no_error_and_a_secret_folder_is_its_owners_alone()
    {
        string path = _folder.PathOf("x");
        _disk.Replace(path, []);
        Assert.True(_disk.Exists(path));
        _disk.Delete(path);
        _disk.Delete(path);
        Assert.False(_disk.Exists(path));
        string keys = _folder.PathOf("keys");
        _disk.CreateFolder(keys, secret: true);
        _disk.CreateFolder(keys, secret: true);
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, Mode(keys));
    }

    private static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(path);
}
