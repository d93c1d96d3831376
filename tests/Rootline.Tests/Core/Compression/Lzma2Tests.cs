using Rootline.Core.Compression;
using Rootline.Core.Faults;
using Xunit;

namespace Rootline.Tests.Core.Compression;

public sealed class Lzma2Tests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 7)]
    [InlineData(200_000, 65_536)]
    [InlineData(500_000, 300_000)]
    public void What_is_compressed_in_any_pieces_comes_back(int length, int piece)
    {
        var plain = new byte[length];
        for (int i = 0; i < length; i++)
            plain[i] = (byte)((i >> 6) ^ (i * 7 >> 11));
        foreach (bool armThumb in (bool[])[false, true])
        {
            byte[] packed = Pack(plain, armThumb, piece);
            Assert.Equal(Pack(plain, armThumb, int.MaxValue), packed);
            Assert.Equal(plain, Unpack(packed, armThumb, piece));
        }
    }

    [Fact]
    public void A_cut_or_prolonged_stream_is_refused_and_a_damaged_one_ends_in_bytes_or_a_fault()
    {
        byte[] plain = [.. Enumerable.Range(0, 600).Select(i => (byte)(i % 30))];
        byte[] packed = Pack(plain, armThumb: false, 600);
        Assert.True(packed.Length < 100);
        foreach (var (_, damaged) in Formats.Mutation.ByteChanges(packed))
        {
            if (Record.Exception(() => Unpack(damaged, armThumb: false, 600)) is { } exception)
                Assert.Equal(CompressionFaults.Damaged, Assert.IsType<FaultException>(exception).Fault.Code);
        }

        foreach (byte[] cut in Formats.Mutation.Truncations(packed))
            Assert.Equal(CompressionFaults.Damaged, Assert.Throws<FaultException>(() => Unpack(cut, armThumb: false, 600)).Fault.Code);
        Assert.Equal(CompressionFaults.Damaged, Assert.Throws<FaultException>(() => Unpack([.. packed, 0], armThumb: false, 600)).Fault.Code);
        Assert.Equal(CompressionFaults.Damaged, Assert.Throws<FaultException>(() => Unpack([.. packed, 0], armThumb: false, packed.Length)).Fault.Code);
    }

    private static byte[] Pack(byte[] plain, bool armThumb, int piece)
    {
        var packed = new List<byte>();
        using var encoder = new Lzma2Encoder(armThumb, b => packed.AddRange(b.Span));
        for (long i = 0; i < plain.Length; i += piece)
            encoder.Write(plain.AsSpan((int)i, (int)Math.Min(piece, plain.Length - i)));
        encoder.Finish();
        return [.. packed];
    }

    private static byte[] Unpack(byte[] packed, bool armThumb, int piece)
    {
        var plain = new List<byte>();
        using var decoder = new Lzma2Decoder(armThumb, b => plain.AddRange(b.Span));
        for (int i = 0; i < packed.Length; i += piece)
            decoder.Write(packed.AsSpan(i, Math.Min(piece, packed.Length - i)));
        decoder.Finish();
        return [.. plain];
    }
}
