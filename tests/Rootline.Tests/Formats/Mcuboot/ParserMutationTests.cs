using Rootline.Core.Crypto;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Mcuboot;

/// <summary>Each small parser with every altered byte and every truncation: refused, or another value whose one form the bytes are.</summary>
public sealed class ParserMutationTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (Func<byte[]> Sample, Func<byte[], byte[]?> Again)> Table = new()
    {
        ["header"] = (() => Header(ImageByteOrder.Little), b => ImageHeader.Parse(b).Try(out var h, out _) ? Written(h, ImageByteOrder.Little) : null),
        ["big-endian header"] = (() => Header(ImageByteOrder.Big), b => ImageHeader.Parse(b, ImageByteOrder.Big).Try(out var h, out _) ? Written(h, ImageByteOrder.Big) : null),
        ["protected area"] = (() => Area(true).ToBytes(), b => TlvArea.Parse(b, true).Try(out var a, out _) ? a.ToBytes() : null),
        ["unprotected area"] = (() => Area(false).ToBytes(), b => TlvArea.Parse(b, false).Try(out var a, out _) ? a.ToBytes() : null),
        ["big-endian area"] = (() => Area(false).ToBytes(ImageByteOrder.Big), b => TlvArea.Parse(b, false, ImageByteOrder.Big).Try(out var a, out _) ? a.ToBytes(ImageByteOrder.Big) : null),
        ["dependency"] = (() => new ImageDependency(3, new(1, 2, 3, 4)).ToBytes(), b => ImageDependency.Parse(b).Try(out var d, out _) ? d.ToBytes() : null),
        ["counter"] = (() => new SecurityCounter(77).ToBytes(), b => SecurityCounter.Parse(b).Try(out var c, out _) ? c.ToBytes() : null),
        ["uuid"] = (() => ImageUuid.Vendor("example.com").OrThrow().Bytes.ToArray(), b => ImageUuid.Parse(b).Try(out var u, out _) ? u.Bytes.ToArray() : null),
        ["P-256 key"] = (() => Key(KeyKind.EcP256), b => PublicKeyBytes.Parse(b).Try(out var k, out _) ? k.Bytes.ToArray() : null),
        ["P-384 key"] = (() => Key(KeyKind.EcP384), b => PublicKeyBytes.Parse(b).Try(out var k, out _) ? k.Bytes.ToArray() : null),
        ["Ed25519 key"] = (() => Key(KeyKind.Ed25519), b => PublicKeyBytes.Parse(b).Try(out var k, out _) ? k.Bytes.ToArray() : null),
        ["RSA key"] = (() => Key(KeyKind.Rsa2048), b => PublicKeyBytes.Parse(b).Try(out var k, out _) ? k.Bytes.ToArray() : null),
        ["P-384 signature"] = (() => EcdsaSignatureForm.ToDer(TestKeys.Bytes("signature", 96)), b => Raw(b) is { } raw ? EcdsaSignatureForm.ToDer(raw) : null),
    };

    public static TheoryData<string> Parsers => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Every_altered_byte_and_every_truncation_is_refused_or_read_as_what_it_says(string parser)
    {
        var (sample, again) = Table[parser];
        byte[] valid = sample();
        Assert.Equal(valid, again(valid));
        int refused = 0;
        int other = 0;
        foreach (var (offset, damaged) in Mutation.ByteChanges(valid))
        {
            byte[]? written = again(damaged);
            Assert.True(written is null || written.AsSpan().SequenceEqual(damaged), $"byte {offset}");
            _ = written is null ? refused++ : other++;
        }

        Assert.All(Mutation.Truncations(valid), t => Assert.Null(again(t)));
        output.Tell($"{parser}: {refused} altered bytes refused, {other} read as another value, {valid.Length} truncations refused");
    }

    private static byte[] Header(ImageByteOrder order) =>
        Written(new() { HeaderSize = 512, ImageSize = 70_000, ProtectedSize = 40, Flags = ImageFlags.RamLoad, LoadAddress = 0x20000400, Version = new(1, 2, 3, 4) }, order);

    private static byte[] Written(ImageHeader header, ImageByteOrder order)
    {
        var bytes = new byte[ImageHeader.Length];
        header.Write(bytes, order);
        return bytes;
    }

    private static TlvArea Area(bool isProtected) => new(isProtected, [new(TlvType.SecurityCounter, new byte[4]), new((TlvType)0x01A0, new byte[3]), new(TlvType.Sha256, new byte[32])]);

    private static byte[] Key(KeyKind kind)
    {
        using var signer = RecipeRefusalTests.Signer(kind);
        return PublicKeyBytes.Of(signer).OrThrow().Bytes.ToArray();
    }

    private static byte[]? Raw(byte[] der)
    {
        var raw = new byte[96];
        return EcdsaSignatureForm.TryToRaw(der, raw) ? raw : null;
    }
}
