using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Media;
using Xunit;

namespace Rootline.Tests.Core.Media;

public sealed class MemoryStoreTests
{
    [Fact]
    public void It_behaves_like_an_array_and_a_snapshot_like_a_copy_of_one()
    {
        byte[] birth = [.. Enumerable.Range(0, 1300).Select(i => (byte)(i * 7))];
        var writes = Gen.Choose(0, 1299).SelectMany(at => Gen.Choose(0, 1300 - at).Select(length => (at, length))).ListOf();
        Prop.ForAll(writes.ToArbitrary(), writes.ToArbitrary(), (before, after) =>
        {
            var model = (byte[])birth.Clone();
            var store = new MemoryStore(birth);
            Apply(before, store, model, 0x11);
            using var snapshot = store.Snapshot();
            var kept = (byte[])model.Clone();
            Apply(after, store, model, 0x77);
            return Content(store).AsSpan().SequenceEqual(model) && Content(snapshot).AsSpan().SequenceEqual(kept);
        }).QuickCheckThrowOnFailure();
        Assert.Equal(7, birth[1]);
    }

    [Fact]
    public void A_store_without_a_birth_content_is_zero() => Assert.Equal(new byte[600], Content(new MemoryStore(600)));

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(600, 1)]
    [InlineData(599, 2)]
    public void An_access_outside_is_an_error(long offset, int length)
    {
        var store = new MemoryStore(600);
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Read(offset, new byte[length]));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Write(offset, new byte[length]));
    }

    private static void Apply(IList<(int At, int Length)> writes, MemoryStore store, byte[] model, byte value)
    {
        foreach (var (at, length) in writes)
        {
            var bytes = Enumerable.Repeat(value++, length).ToArray();
            bytes.CopyTo(model, at);
            store.Write(at, bytes);
        }
    }

    private static byte[] Content(MemoryStore store)
    {
        var bytes = new byte[store.Length];
        store.Read(0, bytes);
        return bytes;
    }
}
