using FsCheck.Fluent;
using FsCheck;
using Rootline.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Container;

public sealed class ContainerPropertyTests
{
    private static readonly Gen<byte[]> SomeBytes = Gen.Choose(0, 255).Select(i => (byte)i).ArrayOf();

    private static readonly Gen<TpEntry> Entry =
        from type in Gen.Choose(0, ushort.MaxValue)
        from extra in Gen.Choose(0, ushort.MaxValue)
        from kind in Gen.Elements<DestinationKind?>(null, DestinationKind.Memory, DestinationKind.Otp)
        from value in Gen.Choose(int.MinValue, int.MaxValue)
        from payload in SomeBytes
        select new TpEntry((PayloadType)type, (ushort)extra, kind is { } k ? new Destination(k, unchecked((uint)value)) : null, payload);

    private static readonly Arbitrary<TpEntry[]> Entries =
        Gen.Choose(0, ContainerLimits.Entries).SelectMany(count => Entry.ArrayOf(count)).ToArbitrary();

    [Fact]
    public void Any_list_of_entries_round_trips_in_both_versions() => Prop.ForAll(Entries, entries =>
    {
        foreach (byte major in (byte[])[1, 2])
        {
            var bytes = Writer(entries, major).ToBytes();
            var container = TpContainer.Parse(bytes).OrThrow();
            Assert.Equal(major, container.Major);
            Assert.Equal(entries.Select(Shown), container.Entries.Select(Shown));
            Assert.Equal(bytes, Writer([.. container.Entries], major).ToBytes());
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_signed_list_of_entries_stays_signed_and_any_one_changed_byte_ends_that()
    {
        using var key = TestKeys.Of("signer");
        var place = Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(1, 255)).ToArbitrary();
        Prop.ForAll(Entries, place, (entries, change) =>
        {
            var bytes = Writer(entries, 1).Sign(key, TestKeys.Entropy);
            Assert.True(TpContainer.Parse(bytes).OrThrow().IsSignedBy(key.PublicKey));
            bytes[change.Item1 % bytes.Length] ^= (byte)change.Item2;
            Assert.False(TpContainer.Parse(bytes).Try(out var changed, out _) && changed.IsSignedBy(key.PublicKey));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_truncation_of_any_container_is_refused() => Prop.ForAll(Entries, entries =>
        Assert.All(Mutation.Truncations(Writer(entries, 1).ToBytes()), bytes => Assert.False(TpContainer.Parse(bytes).Ok))).QuickCheckThrowOnFailure();

    [Fact]
    public void What_random_bytes_parse_to_is_written_as_the_same_bytes() => Prop.ForAll(SomeBytes.ToArbitrary(), tail =>
    {
        byte[] bytes = [0, 0, 1, 0x33, (byte)tail.Length, 0, 0, 0, .. tail];
        if (TpContainer.Parse(bytes).Try(out var container, out _) && container.Authentication is null)
            Assert.Equal(bytes, Writer([.. container.Entries], 1).ToBytes());
    }).QuickCheckThrowOnFailure();

    private static ContainerWriter Writer(TpEntry[] entries, byte major)
    {
        var writer = new ContainerWriter(major);
        foreach (var entry in entries)
        {
            _ = entry.Destination is { } destination
                ? writer.Add(entry.Type, destination, entry.Payload, entry.Extra)
                : writer.Add(entry.Type, entry.Payload, entry.Extra);
        }

        return writer;
    }

    private static string Shown(TpEntry entry) => $"{entry.Type} {entry.Extra} {entry.Destination} {Convert.ToHexString(entry.Payload.Span)}";
}
