using System.Text;
using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Sb2;

/// <summary>The signed sample of the reference, opened with its KEK.</summary>
public sealed class SampleFileTests
{
    private const string Rkth = "B8498627362D0099E59535E0EEC3665D8914ADF6777D930B4B5DB134A4B1E8E2";

    [VectorFact]
    public void The_sample_opens_and_contains_what_the_reference_says()
    {
        var contents = Sb2File.Open(File(), Kek(), Convert.FromHexString(Rkth)).OrThrow();
        Assert.Equal(568u, contents.Header.ImageBlocks);
        Assert.Equal(96u, contents.Header.FirstBootTagBlock);
        Assert.Equal(1u, contents.Header.BuildNumber);
        Assert.Equal(Sb2Features.SignedAndEncrypted, contents.Header.Features);
        Assert.Equal(Rkth, Convert.ToHexString(contents.Certificates.RootKeys.Hash()));
        Assert.Collection(
            contents.Commands,
            c => Assert.Equal(new EraseCommand(0, 0x40000), c),

            // 7440 with its padding, which the command's CRC covers.
            c => Assert.Equal((0u, 7436), (((LoadCommand)c).Address, ((LoadCommand)c).Data.Length)));
    }

    [VectorFact]
    public void The_sample_is_structurally_sound_without_keys()
    {
        var structure = Sb2Structure.Walk(File()).OrThrow();
        Assert.Equal(1280, structure.SignatureOffset);
        Assert.Equal(1536, structure.SectionsOffset);
        Assert.Equal(256, structure.Certificates.Signer.KeyLength);
        Assert.False(structure.Certificates.Signer.IsCa);
    }

    [VectorFact]
    public void The_header_and_the_certificate_block_are_written_as_they_were_read()
    {
        var file = File();
        var structure = Sb2Structure.Walk(file).OrThrow();
        Assert.Equal(file[..96], structure.Header.ToBytes());
        Assert.Equal(file[208..1280], structure.Certificates.ToBytes());
    }

    [VectorFact]
    public void The_sample_does_not_open_with_the_kek_in_the_other_byte_order()
    {
        var kek = Kek();
        Array.Reverse(kek);
        var fault = Sb2File.Open(File(), kek, default).Fault!;
        Assert.Equal(Sb2Faults.Kek, fault.Code);
        Assert.Equal(10118u, Sb2Faults.StatusOf(fault));
    }

    [VectorFact]
    public void No_changed_byte_of_the_sample_is_accepted()
    {
        var file = File();
        var kek = Kek();
        for (int i = 0; i < file.Length; i++)
        {
            file[i] ^= (byte)(1 << (i % 8));
            Assert.False(Sb2File.Open(file, kek, default).Ok, $"byte {i}");
            file[i] ^= (byte)(1 << (i % 8));
        }
    }

    [VectorFact]
    public void The_writer_makes_the_sample_again_byte_for_byte_with_its_own_keys_and_signature()
    {
        var file = File();
        var contents = Sb2File.Open(file, Kek(), default).OrThrow();
        var header = contents.Header;
        var keys = new byte[64];
        Assert.True(AesKeyWrap.TryUnwrap(Kek(), file.AsSpan(128, 72), keys));
        var request = new Sb2Request(contents.Sections, [contents.Certificates.Root.Der], contents.Certificates.RootKeys, header.Time)
        {
            ProductVersion = header.ProductVersion,
            ComponentVersion = header.ComponentVersion,
            BuildNumber = header.BuildNumber,
            Nonce = header.Nonce,
        };
        var drawn = new Rootline.Tests.Cards.ScriptedEntropy(keys, header.Padding1, header.Padding2);
        Assert.Equal(file, Sb2Writer.Write(request, Kek(), drawn, _ => file[1280..1536]).OrThrow());
    }

    private static byte[] File() => Vectors.Read("spsdk-tp/sample_config_data/signed_blinky.sb2");

    private static byte[] Kek() => Convert.FromHexString(Encoding.ASCII.GetString(Vectors.Read("spsdk-tp/sample_config_data/sb_kek_example.txt")).Trim());
}
