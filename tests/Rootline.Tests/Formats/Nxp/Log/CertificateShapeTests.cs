using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Nxp.Log;

public sealed class CertificateShapeTests(ITestOutputHelper output) : IDisposable
{
    private readonly CertifiedLog _card = new(new SeededEntropy(5));

    public void Dispose() => _card.Dispose();

    [Fact]
    public void A_certificate_is_one_and_with_a_byte_more_or_less_it_is_none()
    {
        byte[] der = _card.OemCertificate(1, 0);
        Assert.True(IsDer(der));
        Assert.False(IsDer([.. der, 0]));
        Assert.All(Mutation.Truncations(der), t => Assert.False(IsDer(t)));
    }

    [Fact]
    public void The_walk_takes_what_the_base_librarys_reader_takes()
    {
        byte[] der = _card.OemCertificate(1, 0);
        int cases = 0;
        foreach (var (offset, changed) in Mutation.ByteChanges(der))
        {
            Assert.True(AsnOracle.IsDer(changed) == IsDer(changed), $"offset {offset}: {Convert.ToHexString(changed)}");
            cases++;
        }

        Mutation.Feed(b => Assert.Equal(AsnOracle.IsDer(b), IsDer(b)), der, _card.ProdCertificate);
        output.Tell($"{cases + Mutation.Cases} damaged certificates judged as the base library's reader does");
    }

    [Theory]
    [InlineData("3008300030030601000303000100", false)] // an identifier that is too long for its sequence
    [InlineData("300C3000300306012A030300AABB", true)]
    [InlineData("300C3000300306012A030301AABA", false)] // unused bits
    [InlineData("30813E", false)]
    [InlineData("300C3000300306018003030000AA", false)] // an identifier that begins with 80
    [InlineData("300B3000300206000303 00AABB", false)] // an empty identifier
    [InlineData("300E3002020030 0306012A030300AABB", false)] // an empty integer
    [InlineData("300F300302010130 0306012A030300AABB", true)]
    [InlineData("3010300402020001300306012A030300AABB", false)] // a longer form of 1
    [InlineData("301030040202FF80300306012A030300AABB", false)] // a longer form of -128
    [InlineData("3010300402020080300306012A030300AABB", true)]
    [InlineData("301030040202FF7F300306012A030300AABB", true)]
    [InlineData("300F3003010101300306012A030300AABB", false)] // true is FF
    [InlineData("300F30030101FF300306012A030300AABB", true)]
    [InlineData("300F3003010100300306012A030300AABB", true)]
    [InlineData("300E30020500300306012A030300AABB", true)]
    [InlineData("300F3003050100300306012A030300AABB", false)] // null has no content
    [InlineData("300E30020480300306012A030300AABB", false)] // a length without an end
    [InlineData("300D308100300306012A030300AABB", false)] // a long form of a short length
    [InlineData("300F30031F0100300306012A030300AABB", false)] // a tag of more than one byte
    public void Only_canonical_forms_are_taken(string hex, bool expected)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(expected, IsDer(bytes));
        Assert.Equal(AsnOracle.IsDer(bytes), IsDer(bytes));
    }

    [Fact]
    public void Lengths_of_two_and_three_bytes_are_read_and_four_are_refused()
    {
        Assert.True(IsDer(Nested(200)));
        Assert.True(IsDer(Nested(300)));
        Assert.True(IsDer(Nested(70_000)));
        byte[] four = [0x30, 0x84, 0, 0, 0, 12, .. Nested(0)[2..]];
        Assert.False(IsDer(four));
    }

    [Fact]
    public void Values_nest_sixteen_deep_and_no_deeper()
    {
        Assert.True(IsDer(Certificate(Deep(15))));
        Assert.False(IsDer(Certificate(Deep(16))));
    }

    [Fact]
    public void Only_the_issuers_key_and_only_ecdsa_with_sha256_in_both_places_will_do()
    {
        byte[] der = _card.OemCertificate(7, 1);
        using var oem = P256Verifier.Open(_card.Oem);
        using var other = P256Verifier.Open(_card.Prod);
        Assert.True(Signed(der, oem));
        Assert.False(Signed(der, other));
        foreach (var (_, changed) in Mutation.ByteChanges(der).Where(c => c.Bytes.Length > 0 && c.Offset % 3 == 0))
            Assert.False(Signed(changed, oem));
        int inner = der.AsSpan().IndexOf(Algorithm);
        int outer = der.AsSpan().LastIndexOf(Algorithm);
        Assert.NotEqual(inner, outer);
        der[outer + 11] = 3;
        Assert.False(Signed(der, oem));
    }

    private static readonly byte[] Algorithm = Convert.FromHexString("300A06082A8648CE3D040302");

    private static bool IsDer(byte[] bytes) => CertificateShape.IsDer(bytes);

    private static bool Signed(byte[] der, P256Verifier issuer) => CertificateParts.TrySplit(der, out var parts) && parts.IsSignedBy(issuer);

    private static byte[] Nested(int length) => Certificate(Value(4, new byte[length]));

    private static byte[] Deep(int levels) => levels == 0 ? [] : Value(0x30, Deep(levels - 1));

    private static byte[] Certificate(byte[] tbs) => Value(0x30, [.. Value(0x30, tbs), .. Value(0x30, [6, 1, 42]), 3, 3, 0, 0xAA, 0xBB]);

    private static byte[] Value(byte tag, byte[] content) => content.Length switch
    {
        < 0x80 => [tag, (byte)content.Length, .. content],
        < 0x100 => [tag, 0x81, (byte)content.Length, .. content],
        < 0x10000 => [tag, 0x82, (byte)(content.Length >> 8), (byte)content.Length, .. content],
        _ => [tag, 0x83, (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, .. content],
    };
}
