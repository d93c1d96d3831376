using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Sb2;

/// <summary>The project's own small file: it must open for ever, and the writer must make it again.</summary>
public sealed class OwnVectorTests
{
    private static readonly byte[] Kek = Hex("kek.txt");
    private static readonly byte[] Rkth = Hex("rkth.txt");

    [Fact]
    public void The_kept_file_opens()
    {
        var contents = Sb2File.Open(Vectors.Own("nxp/sb2/small.sb2"), Kek, Rkth).OrThrow();
        Assert.Equal(new Sb2Version(1, 2, 3), contents.Header.ProductVersion);
        Assert.Collection(
            contents.Commands,
            c => Assert.Equal(new EraseCommand(0, 0x8000), c),
            c => Assert.Equal("small product firmware"u8.ToArray(), ((LoadCommand)c).Data.ToArray()),
            c => Assert.Equal(new VersionCheckCommand(false, 1), c));
    }

    [Fact]
    public void The_writer_makes_the_kept_file_again()
    {
        var file = Sb2Writer.Write(Request(), Kek, new SeededEntropy(7), Sign).OrThrow();
        Assert.Equal(Vectors.Own("nxp/sb2/small.sb2"), file);
    }

    private static Sb2Request Request()
    {
        var certificate = Vectors.Own("nxp/sb2/signer.der");
        Sb2Command[] commands =
            [new EraseCommand(0, 0x8000), new LoadCommand(0, "small product firmware"u8.ToArray()), new VersionCheckCommand(false, 1)];
        return new([new(1, commands)], [certificate], Sb2Lab.TableOf(certificate), Sb2Lab.Time) { ProductVersion = new(1, 2, 3), BuildNumber = 4 };
    }

    private static byte[] Sign(ReadOnlySpan<byte> data)
    {
        using var key = RSA.Create();
        key.ImportFromPem(Encoding.ASCII.GetString(Vectors.Own("nxp/sb2/signer.pem")));
        return key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static byte[] Hex(string name) => Convert.FromHexString(Encoding.ASCII.GetString(Vectors.Own("nxp/sb2/" + name)).Trim());
}
