using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Container;
using Rootline.Formats.Nxp.Trust;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Trust;

public sealed class WrappedDataTests
{
    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 1, 2, 3, 0x10, 0x20 })]
    public void Wrapped_data_round_trips(byte[] keyIds)
    {
        using var card = TestKeys.Of(TrustSamples.Card);
        var bytes = TrustSamples.Wrapped(keyIds);

        var wrapped = WrappedData.Parse(bytes).OrThrow();
        var content = wrapped.Content;

        Assert.Equal(bytes, wrapped.Bytes.ToArray());
        Assert.Equal(TestKeys.Point("card-agree"), content.AgreementKey.ToArray());
        Assert.Equal(TestKeys.Bytes("iv", 16), content.Envelope.Iv.ToArray());
        Assert.Equal(TestKeys.Bytes("tag", 16), content.Envelope.Tag.ToArray());
        Assert.Equal(TestKeys.Bytes("ciphertext", 101), content.Envelope.Ciphertext.ToArray());
        Assert.Equal(TrustSamples.DieCertificate(0), content.DieCertificate.ToArray());
        Assert.Equal(0x01020304u, content.Counter);
        Assert.Equal(TestKeys.Bytes("hash", 32), content.StartHash.ToArray());
        Assert.Equal(TestKeys.Bytes("log", 71), content.LogSignature.ToArray());
        Assert.Equal(keyIds.Select(id => (id, 0x10040000 + (0x1000u * id))), content.OemCertificates.Select(c => (c.KeyId, c.Address)));
        Assert.All(content.OemCertificates, c => Assert.Equal(TestKeys.Bytes($"certificate-{c.KeyId}", 70), c.Der.ToArray()));
        Assert.True(wrapped.IsSignedBy(card.PublicKey));
        Assert.Equal(bytes, WrappedData.Sign(content, card, TestKeys.Entropy));
    }

    [Fact]
    public void The_counter_stands_big_endian_behind_the_certificates()
    {
        var entry = TpContainer.Parse(TrustSamples.Wrapped()).OrThrow().Entries[5];

        Assert.Equal(PayloadType.ProductionCounter, entry.Type);
        Assert.Equal([1, 2, 3, 4], entry.Payload.ToArray());
    }

    [Fact]
    public void No_changed_byte_is_accepted()
    {
        using var card = TestKeys.Of(TrustSamples.Card);
        Assert.All(
            Mutation.ByteChanges(TrustSamples.Wrapped(0)),
            change => Assert.False(WrappedData.Parse(change.Bytes).Try(out var wrapped, out _) && wrapped.IsSignedBy(card.PublicKey), $"offset {change.Offset}"));
    }

    [Fact]
    public void Every_truncation_is_refused_and_what_follows_in_a_buffer_is_not_looked_at()
    {
        var bytes = TrustSamples.Wrapped(0);
        Assert.All(Mutation.Truncations(bytes), shorter => Assert.False(WrappedData.ParsePrefix(shorter).Ok));
        byte[] buffer = [.. bytes, 0xFF, 0xFF];
        Assert.False(WrappedData.Parse(buffer).Ok);
        Assert.Equal(bytes, WrappedData.ParsePrefix(buffer).OrThrow().Bytes.ToArray());
    }

    [Theory]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 1, 2, 3, 4 })]
    [InlineData(new byte[] { 0x20, 0x10 })]
    public void Certificates_whose_ids_are_not_in_order_are_refused(byte[] keyIds) =>
        ContainerReaderTests.Refused("tp-message-form", WrappedData.Parse(TrustSamples.Wrapped(keyIds)));

    [Theory]
    [InlineData("drop")]
    [InlineData("double")]
    [InlineData("extra")]
    [InlineData("length")]
    public void A_container_with_a_wrong_entry_is_refused(string damage) => Assert.All(Enumerable.Range(0, 8), at =>
    {
        using var card = TestKeys.Of(TrustSamples.Card);
        var entries = TpContainer.Parse(TrustSamples.Wrapped()).OrThrow().Entries.ToList();
        var entry = entries[at];
        // Ciphertext and certificate have any length here: their entries get a destination instead.
        TpEntry Longer() => at is 3 or 4 ? entry with { Destination = default(Destination) } : entry with { Payload = new byte[73] };
        switch (damage)
        {
            case "drop":
                entries.RemoveAt(at);
                break;
            case "double":
                entries.Insert(at, entry);
                break;
            case "extra":
                entries[at] = entry with { Extra = 1 };
                break;
            default:
                entries[at] = Longer();
                break;
        }

        ContainerReaderTests.Refused("tp-message-form", WrappedData.Parse(Sign(entries, card)));
    });

    [Fact]
    public void A_certificate_for_a_fuse_is_refused()
    {
        using var card = TestKeys.Of(TrustSamples.Card);
        var entries = TpContainer.Parse(TrustSamples.Wrapped(0)).OrThrow().Entries.ToList();
        entries[5] = entries[5] with { Destination = new Destination(DestinationKind.Otp, 1) };

        ContainerReaderTests.Refused("tp-message-form", WrappedData.Parse(Sign(entries, card)));
    }

    [Fact]
    public void A_container_without_a_signature_is_refused()
    {
        var entries = TpContainer.Parse(TrustSamples.Wrapped()).OrThrow().Entries.ToList();

        ContainerReaderTests.Refused("tp-message-form", WrappedData.Parse(Writer(entries).ToBytes()));
    }

    private static byte[] Sign(List<TpEntry> entries, P256PrivateKey key) => Writer(entries).Sign(key, TestKeys.Entropy);

    private static ContainerWriter Writer(List<TpEntry> entries)
    {
        var writer = new ContainerWriter();
        foreach (var e in entries)
            _ = e.Destination is { } d ? writer.Add(e.Type, d, e.Payload, e.Extra) : writer.Add(e.Type, e.Payload, e.Extra);
        return writer;
    }
}
