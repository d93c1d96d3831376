using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Sb2;

public sealed class WriterTests
{
    private static readonly Sb2Memory SpiFlash = new(9, 1);

    private static readonly Sb2Command[] EveryCommand =
    [
        new NopCommand(), new LoadCommand(0xFFFFFFF0, new byte[16], SpiFlash), new FillCommand(0x20000000, 64, 0xDEADBEEF, SpiFlash),
        new EraseCommand(0x1000, 0x200, EraseExtent.Region, SpiFlash), new EraseCommand(0, 0, EraseExtent.All), new EraseCommand(0, 0, EraseExtent.AllAndUnsecure),
        new MemoryEnableCommand(0x20000000, 4, SpiFlash), new ProgramCommand(3, 4, null, default), new ProgramCommand(3, 4, 5, SpiFlash),
        new VersionCheckCommand(false, 2), new VersionCheckCommand(true, 3), new KeyStoreSaveCommand(0x100, SpiFlash), new KeyStoreRestoreCommand(0x100, SpiFlash),
        new CallCommand(0x201, 6), new JumpCommand(0x101, 7), new JumpCommand(0x101, 7, 0), new ResetCommand(),
    ];

    [Fact]
    public void Every_command_survives_its_round_trip()
    {
        var file = Sb2Lab.Write(Sb2Lab.Request(EveryCommand));
        var contents = Sb2File.Open(file, Sb2Lab.Kek, Sb2Lab.RootKeys.Hash()).OrThrow();
        Assert.Equal(EveryCommand.Where(c => c is not LoadCommand), contents.Commands.Where(c => c is not LoadCommand));
        var load = contents.Commands.OfType<LoadCommand>().Single();
        Assert.Equal((0xFFFFFFF0, 16, SpiFlash), (load.Address, load.Data.Length, load.Memory));
    }

    [Theory]
    [InlineData(0xC)]
    [InlineData(0xD)]
    public void A_key_store_command_has_the_count_that_other_writers_give_it_and_no_other(byte tag)
    {
        byte[] good = Sb2Lab.Write(Sb2Lab.Request(new NopCommand()));
        foreach (byte count in (byte[])[4, 0])
        {
            byte[] file = Sb2Lab.Forge(good, plain =>
            {
                (plain[1], plain[8]) = (tag, count);
                Sb2Lab.FixChecksum(plain, 0);
            });
            Assert.Equal(count == 4, Sb2File.Open(file, Sb2Lab.Kek, default).Ok);
        }
    }

    [Fact]
    public void Loaded_data_of_any_length_survive_their_round_trip() => Prop.ForAll<NonEmptyArray<byte>, uint>((data, address) =>
    {
        address &= 0x7FFFFFFF;
        var file = Sb2Lab.Write(Sb2Lab.Request(new LoadCommand(address, data.Get)));
        var load = (LoadCommand)Sb2File.Open(file, Sb2Lab.Kek, default).OrThrow().Commands.Single();
        return load.Address == address && load.Data.Span.SequenceEqual(data.Get);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_header_says_what_was_asked_for(bool withDigest)
    {
        var request = Sb2Lab.Small with { WithDigest = withDigest, BuildNumber = 77, ProductVersion = new(1234, 5, 6), ComponentVersion = new(0, 9999, 10) };
        var file = Sb2Lab.Write(request);
        var contents = Sb2File.Open(file, Sb2Lab.Kek, default).OrThrow();
        Assert.Equal(request.ProductVersion, contents.Header.ProductVersion);
        Assert.Equal(request.ComponentVersion, contents.Header.ComponentVersion);
        Assert.Equal((77u, 77u), (contents.Header.BuildNumber, contents.Certificates.BuildNumber));
        Assert.Equal((uint)file.Length / 16, contents.Header.ImageBlocks);
        Assert.Equal(withDigest, contents.Header.Features.HasFlag(Sb2Features.Digest));
        Assert.Equal(Sb2Lab.Time, Sb2Header.TimestampOrigin.AddMicroseconds(contents.Header.Microseconds));
        Assert.Equal("1234"u8.ToArray().Select(b => (byte)(b - '0')), new[] { file[64] >> 4, file[64] & 15, file[65] >> 4, file[65] & 15 }.Select(n => (byte)n));
    }

    [Fact]
    public void Several_sections_with_several_codes_survive_their_round_trip()
    {
        var commands = Enumerable.Range(0, 7).Select(i => (Sb2Command)new EraseCommand((uint)i, 1)).ToList();
        var request = Sb2Lab.Small with { Sections = [new(1, commands, 3), new(2, commands, 7), new(9, commands)] };
        var contents = Sb2File.Open(Sb2Lab.Write(request), Sb2Lab.Kek, default).OrThrow();
        Assert.Equal([(1u, 3), (2u, 7), (9u, 1)], contents.Sections.Select(s => (s.Id, s.MacCount)));
        Assert.All(contents.Sections, s => Assert.Equal(commands, s.Commands));
        Assert.Equal(11, contents.Header.MacCount);
    }

    [Fact]
    public void A_chain_of_two_certificates_is_signed_by_the_last()
    {
        var leaf = Sb2Lab.Signed(Sb2Lab.Key, isCa: false, Sb2Lab.RootCertificate, Sb2Lab.OtherKey);
        var table = Sb2Lab.TableOf(Sb2Lab.Certificate, Sb2Lab.RootCertificate);
        var file = Sb2Lab.Write(Sb2Lab.Small with { Certificates = [Sb2Lab.RootCertificate, leaf], RootKeys = table });
        Assert.True(Sb2File.Open(file, Sb2Lab.Kek, table.Hash()).Ok);
    }

    [Fact]
    public void The_same_seed_gives_the_same_file_and_another_seed_another()
    {
        Assert.Equal(Sb2Lab.Write(Sb2Lab.Small, 3), Sb2Lab.Write(Sb2Lab.Small, 3));
        Assert.NotEqual(Sb2Lab.Write(Sb2Lab.Small, 3)[..16], Sb2Lab.Write(Sb2Lab.Small, 4)[..16]);
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        var small = Sb2Lab.Small;
        Refused(Sb2Faults.Request, small with { Sections = [] });
        Refused(Sb2Faults.Request, small with { Sections = [new(1, [])] });
        Refused(Sb2Faults.Request, small with { Sections = [new(1, [new NopCommand()], 2)] });
        Refused(Sb2Faults.Request, Sb2Lab.Request(new FillCommand(0, 3, 0)));
        Refused(Sb2Faults.Request, Sb2Lab.Request(new LoadCommand(0xFFFFFFFF, new byte[2])));
        Refused(Sb2Faults.Request, Sb2Lab.Request(new LoadCommand(0, default)));
        Refused(Sb2Faults.Request, Sb2Lab.Request(new EraseCommand(0, 1, EraseExtent.Region, new(0, 16))));
        Refused(Sb2Faults.Request, small with { ProductVersion = new(10000, 0, 0) });
        Refused(Sb2Faults.Request, small with { Timestamp = new(1999, 12, 31, 0, 0, 0, TimeSpan.Zero) });
        Refused(Sb2Faults.Request, small with { Certificates = [] });
        Refused(Sb2Faults.Certificate, small with { Certificates = [[1, 2, 3]] });
        Refused(Sb2Faults.Chain, small with { Certificates = [Sb2Lab.RootCertificate], RootKeys = Sb2Lab.TableOf(Sb2Lab.RootCertificate) });
        Refused(Sb2Faults.Chain, small with { Certificates = [Sb2Lab.Certificate, Sb2Lab.Certificate] });
        Refused(Sb2Faults.RootKey, small with { RootKeys = Sb2Lab.TableOf(Sb2Lab.RootCertificate) });
        Assert.Equal(Sb2Faults.Request, Sb2Writer.Write(small, new byte[16], new SeededEntropy(1), Sb2Lab.Sign).Fault!.Code);
        Assert.Equal(Sb2Faults.Request, Sb2Writer.Write(small, Sb2Lab.Kek, new SeededEntropy(1), _ => new byte[256]).Fault!.Code);
    }

    private static void Refused(Rootline.Core.Faults.FaultCode code, Sb2Request request) =>
        Assert.Equal(code, Sb2Writer.Write(request, Sb2Lab.Kek, new SeededEntropy(1), Sb2Lab.Sign).Fault?.Code);
}
