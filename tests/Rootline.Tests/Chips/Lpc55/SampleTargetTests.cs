using System.Security.Cryptography;
using Rootline.Chips.Lpc55;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Trust;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>The original's sample target: with its session in place, its wrapped data are taken, and nothing else is.</summary>
public sealed class SampleTargetTests
{
    private const string SbKekInStoreOrder = "32a72d4c205282a87a056bdb0fbcd0d3b38509dcea56b719e49234bd991e70ac";

    [VectorFact]
    public void The_recorded_wrapped_data_are_accepted_in_the_recorded_session()
    {
        using var bench = Target();
        bench.Burn(Vectors.Read("spsdk-tp/target1/wrap_data.bin"));
        var core = bench.Chip.Inside;
        using var keys = core.Keys.Read()!;
        using var asKey = keys.SbKekAsKey();
        Assert.Equal(SbKekInStoreOrder, Convert.ToHexStringLower(keys.SbKek.Span));
        Assert.Equal(SampleChip.Read("sb_kek_example.txt")[..8], System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(asKey.Span))[..8]);
        Assert.Equal(string.Concat(Enumerable.Repeat("afaeadacabaaa9a8a7a6a5a4a3a2a1a0", 2)), Convert.ToHexStringLower(keys.UserKek.Span));
        Assert.Empty(keys.OemKeys);
        Assert.Equal(Vectors.Read("spsdk-tp/target1/target1/x_cmpa.bin"), core.Pfr.Cmpa!.Bytes.ToArray());
        Assert.Equal(Vectors.Read("spsdk-tp/target1/target1/x_cfpa.bin"), core.Pfr.Cfpa.Bytes.ToArray());
        Assert.True(bench.Chip.IsProvisioned);
    }

    [VectorFact]
    public void Every_changed_byte_is_refused_and_nothing_is_written()
    {
        using var bench = Target();
        byte[] wrapped = Vectors.Read("spsdk-tp/target1/wrap_data.bin");
        byte[] before = SHA256.HashData(bench.Content());
        int operations = bench.Power.Count;
        bench.Host.WriteMemory(ChipBench.Buffer, wrapped);
        Assert.True(bench.Chip.Inside.Ram.TryGet(ChipBench.Buffer, (uint)wrapped.Length, out var ram));
        for (int i = 0; i < wrapped.Length; i++)
        {
            ram.Span[i] ^= 0x01;
            Assert.NotEqual(0u, ChipBench.Status(() => bench.Host.SetWrappedData(ChipBench.Buffer)));
            ram.Span[i] ^= 0x01;
        }

        Assert.Equal(operations, bench.Power.Count);
        Assert.Equal(before, SHA256.HashData(bench.Content()));
    }

    [VectorFact]
    public void The_sample_challenge_asks_for_no_OEM_key()
    {
        using var bench = Target();
        var response = TpResponse.Parse(bench.Prove(Vectors.Read("spsdk-tp/target1/challenge.bin"))).OrThrow();
        Assert.Empty(response.Statement.OemKeys);
        using var key = P256PublicKey.FromPoint(response.Die.ResponseKey(ResponseKeyRule.Attestation).Span)!;
        Assert.True(response.IsSignedBy(key));
        bench.Refuses(MbootStatus.TpCrypto, () => bench.Burn(Vectors.Read("spsdk-tp/target1/wrap_data.bin")));
    }

    // The sample's chip with the session that the recorded agreement key belongs to.
    private static ChipBench Target()
    {
        const string folder = "spsdk-tp/target1/target1/";
        using var dieKey = KeyFile.ReadPrivate(Vectors.Read(folder + "x_nxp_die_devattest_id_prk.pem")).OrThrow();
        using var cardKey = KeyFile.ReadPublic(Vectors.Read(folder + "nxp_prod_card_auth_puk.pem")).OrThrow();
        using var agreement = KeyFile.ReadPrivate(Vectors.Read(folder + "x_edh_private.pem")).OrThrow();
        var wrapped = WrappedData.Parse(Vectors.Read("spsdk-tp/target1/wrap_data.bin")).OrThrow().Content;
        using var birth = SampleChip.Of(wrapped.DieCertificate.ToArray(), dieKey, cardKey);
        var bench = new ChipBench(birth, anyFirmware: true);
        bench.Host.ReceiveSbFile(SampleChip.Read("signed_blinky.sb2"));
        using var session = new Session
        {
            Challenge = new byte[TpChallenge.RandomLength],
            KeyFlags = 0,
            AgreementKey = Secret.CopyOf(agreement.Scalar),
            OemKeys = [],
            Response = new byte[384],
        };
        bench.Chip.Inside.Session.Burn(session);
        return bench;
    }
}
