using System.Security.Cryptography;
using Rootline.Chips.Boot;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Tfm;
using Rootline.Links.Gdb;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>
/// A chip that provisions itself with TF-M's published values, from its first start to the verdict on its token. The images were signed
/// with the published keys; those are not here.
/// </summary>
public sealed class PublishedKeysTests : IDisposable
{
    private const string Point =
        "0479eba90e8bf450a6751576ad4599b07adf938da3bb0bd17d0036ed49a2d0fc3fbfcdfa8956b568bfdb8673e648d8b58d929955b14a26c3080f34117d971d6864";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rsa3072", SignatureKind.Rsa3072Pss, TfmRevision.V170)]
    [InlineData("rsa2048", SignatureKind.Rsa2048Pss, TfmRevision.V170)]
    [InlineData("p256", SignatureKind.EcdsaP256, TfmRevision.V222)]
    public void Images_signed_with_the_published_keys_start_and_the_token_is_refused_by_name(string name, SignatureKind kind, TfmRevision revision)
    {
        var chip = Make(name, kind, new() { Revision = revision, HasDummyProvisioning = true });
        Assert.True(chip.RunToRest());
        Assert.True(chip.IsUp, chip.Outcome?.Refusal?.ToString());
        Assert.Contains("NOT SECURE", chip.Console.TakeText(), StringComparison.Ordinal);
        Assert.Equal(TfmLifecycle.Secured, chip.Lifecycle.Burned);
        var clock = new VirtualClock(DateTimeOffset.UnixEpoch);
        var host = new GdbHost(new DeviceWire("debug", new GdbDevice(chip.Debug, clock), clock), clock);
        host.Open();
        File.WriteAllBytes(_folder.PathOf("token.cbor"), new TfmDebugger(host, new(chip.Build)).Token(new byte[32]));
        File.WriteAllText(_folder.PathOf("iak.pem"), PemEncoding.WriteString("PUBLIC KEY", P256PublicKey.FromPoint(Convert.FromHexString(Point).AsSpan(1))!.ToSpki()));

        var refused = Run("attest", "verify", "token.cbor", "--key", "iak.pem", "--json");
        Assert.Equal(3, refused.Exit);
        Assert.DoesNotContain("\"publishedKey\":null", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"verdict\":\"accept\"", refused.Output, StringComparison.Ordinal);
        var taken = Run("attest", "verify", "token.cbor", "--key", "iak.pem", "--accept-published-keys", "--json");
        Assert.Equal(0, taken.Exit);
        Assert.Contains("\"verdict\":\"accept\"", taken.Output, StringComparison.Ordinal);
        Assert.Contains("DUMMY", taken.Output, StringComparison.Ordinal);
    }

    private static TfmChip Make(string name, SignatureKind kind, TfmBuild build)
    {
        var store = new MemoryStore(BootProfiles.Tfm.Flash.StoreLength);
        var board = BootChip.Board(BootProfiles.Tfm, store, new PowerDomain("maker"));
        TfmBoard.PutLoader(board, build, kind);
        board.PutImage(0, false, Vectors.Own($"tfm/published/{name}_s_published.bin"));
        board.PutImage(1, false, Vectors.Own($"tfm/published/{name}_ns_published.bin"));
        return new TfmChip(store, new PowerDomain("chip"), new SeededEntropy(3));
    }

    private CliRun Run(params string[] args) => CliRun.Of(_folder.Folder, args);
}
