using System.Security.Cryptography;
using Rootline.Formats.Nxp.Sb2;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Sb2;

/// <summary>Chains, key sizes, root key tables and revocation.</summary>
public sealed class RootKeyTests
{
    [Theory]
    [InlineData(2048)]
    [InlineData(3072)]
    [InlineData(4096)]
    public void A_file_is_signed_with_a_key_of_any_size_that_there_is(int bits)
    {
        using var key = RSA.Create(bits);
        byte[] certificate = Sb2Lab.SelfSigned(key, isCa: false);
        var request = Sb2Lab.Small with { Certificates = [certificate], RootKeys = Sb2Lab.TableOf(certificate), WithDigest = bits == 3072 };
        byte[] file = Write(request, key);
        var structure = Sb2Structure.Walk(file).OrThrow();
        Assert.Equal(bits / 8, structure.Certificates.Signer.KeyLength);
        Assert.Equal(bits / 8, structure.SectionsOffset - structure.SignatureOffset);
        Assert.True(Sb2File.Open(file, Sb2Lab.Kek, request.RootKeys.Hash()).Ok);
    }

    [Fact]
    public void A_key_of_another_size_is_refused()
    {
        using var key = RSA.Create(1024);
        Assert.Equal(Sb2Faults.Certificate, RsaCertificate.Parse(Sb2Lab.SelfSigned(key, isCa: false)).Fault?.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_chain_has_one_to_four_certificates(int count)
    {
        var certificates = Chain(count);
        var request = Sb2Lab.Small with { Certificates = certificates, RootKeys = Sb2Lab.TableOf(certificates[0]) };
        var contents = Sb2File.Open(Write(request, Sb2Lab.Key), Sb2Lab.Kek, request.RootKeys.Hash()).OrThrow();
        Assert.Equal(certificates, contents.Certificates.Certificates.Select(c => c.Der));
    }

    [Fact]
    public void A_chain_of_five_is_refused_by_writer_and_reader()
    {
        var five = Chain(5);
        var request = Sb2Lab.Small with { Certificates = five, RootKeys = Sb2Lab.TableOf(five[0]) };
        Assert.Equal(Sb2Faults.Request, Sb2Writer.Write(request, Sb2Lab.Kek, new Rootline.Core.Entropy.SeededEntropy(1), Sb2Lab.Sign).Fault?.Code);
        byte[] file = Sb2Lab.Write(Sb2Lab.Small);
        file[208 + 24] = 5;
        Assert.Equal(Sb2Faults.Certificate, Sb2Structure.Walk(file).Fault?.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_root_may_be_any_of_four_and_is_revoked_by_its_own_field_alone(int place)
    {
        var hashes = Enumerable.Range(0, 4).Select(i => RandomNumberGenerator.GetBytes(32)).ToList();
        hashes[place] = RsaCertificate.Parse(Sb2Lab.Certificate).OrThrow().RootKeyHash();
        var table = RootKeyTable.Of(hashes).OrThrow();
        byte[] file = Sb2Lab.Write(Sb2Lab.Small with { RootKeys = table });
        for (uint word = 0; word < 256; word++)
        {
            var opened = Sb2File.OpenFor(file, Sb2Lab.Kek, new(table.Hash()) { RootRevoke = word });
            Assert.Equal(((word >> (2 * place)) & 3) == 1, opened.Ok);
            Assert.True(opened.Ok || opened.Fault!.Code == Sb2Faults.RootRevoked);
        }

        Assert.True(Sb2File.Open(file, Sb2Lab.Kek, table.Hash()).Ok);
        Assert.Equal(10112u, Sb2Faults.StatusOf(Sb2Faults.RootRevoked.Fault("x")));
    }

    [Fact]
    public void The_origin_is_judged_without_the_kek()
    {
        byte[] file = Sb2Lab.Write(Sb2Lab.Small);
        Assert.True(Sb2File.CheckOrigin(file, new(Sb2Lab.RootKeys.Hash())).Ok);
        Assert.Equal(Sb2Faults.RootKey, Sb2File.CheckOrigin(file, new(new byte[32])).Fault?.Code);
        file[17] ^= 1;
        Assert.Equal(Sb2Faults.Signature, Sb2File.CheckOrigin(file, Sb2Anchor.None).Fault?.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_a_digest_both_forms_of_the_counts_are_written_and_read(bool uncounted)
    {
        byte[] file = Sb2Lab.Write(Sb2Lab.Small with { WithDigest = true, LeavesDigestUncounted = uncounted });
        var contents = Sb2File.Open(file, Sb2Lab.Kek, default).OrThrow();
        uint left = uncounted ? 2u : 0;
        Assert.Equal((uint)(file.Length / 16) - left, contents.Header.ImageBlocks);
        Assert.Equal((uint)(Sb2Structure.Walk(file).OrThrow().SectionsOffset / 16) - left, contents.Header.FirstBootTagBlock);
        Assert.Equal(0x8008, (int)contents.Header.Features);
        Assert.Equal(Sb2Lab.Write(Sb2Lab.Small), Sb2Lab.Write(Sb2Lab.Small with { LeavesDigestUncounted = true }));
    }

    private static byte[] Write(Sb2Request request, RSA key) =>
        Sb2Writer.Write(request, Sb2Lab.Kek, new Rootline.Core.Entropy.SeededEntropy(1), d => key.SignData(d, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)).OrThrow();

    // The last certificate is that of the lab's key; those before it alternate between the lab's two keys.
    private static List<byte[]> Chain(int count)
    {
        RSA KeyOf(int i) => (count - 1 - i) % 2 == 0 ? Sb2Lab.Key : Sb2Lab.OtherKey;
        var chain = new List<byte[]> { Sb2Lab.SelfSigned(KeyOf(0), isCa: count > 1) };
        for (int i = 1; i < count; i++)
            chain.Add(Sb2Lab.Signed(KeyOf(i), isCa: i < count - 1, chain[^1], KeyOf(i - 1)));
        return chain;
    }
}
