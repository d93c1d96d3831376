using System.Security.Cryptography;
using Rootline.Cards.Tp;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Core.Wires;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;
using Rootline.Links.Applet;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cards;

/// <summary>The software cards of the original's tests, loaded into our applet.</summary>
public sealed class SampleCardTests
{
    private const string Card2 = "spsdk-tp/card2/";
    private const string Card1 = "spsdk-tp/provisioning/card1/";

    [VectorFact]
    public void The_recorded_challenge_and_ephemeral_key_give_the_recorded_envelope()
    {
        byte[] challenge = TpChallenge.Parse(Vectors.Read(Card2 + "challenge.bin")).OrThrow().Random.ToArray();
        using var ephemeral = KeyFile.ReadPrivate(Vectors.Read(Card2 + "x_edh_private.pem")).OrThrow();
        byte[] uuid = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        using var state = Load(Card2);
        state.Set((ushort)ItemId.OemKeyFlags, Secret.CopyOf([2 << 2]));
        state.Counter = 1;
        state.RunningHash = Convert.FromHexString("81165c952ee3b49a791b934dad78bdc7474970e0ab97ff2af0c53854c0793a1f");
        var session = Session(state, new ScriptedEntropy(challenge, uuid, ephemeral.Scalar.ToArray()));
        Assert.Equal(challenge, TpChallenge.Parse(session.RequestChallenge()).OrThrow().Random.ToArray());
        var content = WrappedData.Parse(session.CountAndWrap(Vectors.Read(Card2 + "tp_response.bin"))).OrThrow().Content;
        Assert.Equal(2u, content.Counter);
        Assert.Equal("81165C952EE3B49A791B934DAD78BDC7474970E0AB97FF2AF0C53854C0793A1F", Convert.ToHexString(content.StartHash.Span));
        Assert.Equal("0102030405060708090A0B0C000F423F", Convert.ToHexString(content.Envelope.Iv.Span));
        Assert.Equal("102AF8AC0E7A82083D37E3968D7A2859", Convert.ToHexString(content.Envelope.Tag.Span));
        Assert.Equal("FDBC1E841B2549686D8BB45C0E7DD3715A8F37BADCD1010DF02FB87E81B1DA9F", Convert.ToHexString(SHA256.HashData(content.Envelope.Ciphertext.Span)));
        Assert.Equal(ephemeral.PublicKey.Raw.ToArray(), content.AgreementKey.ToArray());
        Assert.Equal([0, 1], content.OemCertificates.Select(c => c.KeyId));
        Assert.All(content.OemCertificates, c => Assert.InRange(c.Der.Length, 423, 427));
        byte[] record = [.. content.DieCertificate.Span, .. content.OemCertificates[0].Der.Span, .. content.OemCertificates[1].Der.Span, 0, 0, 0, 2, .. content.StartHash.Span];
        Assert.Equal(SHA256.HashData(record), state.RunningHash.ToArray());
    }

    [VectorFact]
    public void A_device_whose_certificate_another_key_signed_is_refused_with_6300()
    {
        using var maker = KeyFile.ReadPrivate(Vectors.Read("spsdk-tp/provisioning/target1/nxp_prod_devattest_prk.pem")).OrThrow();
        using var state = Load(Card1);
        state.Set((ushort)ItemId.OemKeyFlags, Secret.CopyOf([0]));
        using var chip = new TestChip(maker, attestation: false);
        var session = Session(state, new ScriptedEntropy());
        var fault = Assert.Throws<FaultException>(() => session.CountAndWrap(chip.Respond(session.RequestChallenge()))).Fault;
        Assert.Equal(("6300", CardFaults.Chain), (fault.VendorCode, fault.Code));
        Assert.Equal(0u, state.Counter);
    }

    private static CardSession Session(CardState state, ScriptedEntropy entropy)
    {
        var session = new CardSession(new CardSlot("reader", new AppletDevice(new TpApplet(new VolatileMemory(state), entropy))));
        session.Select();
        return session;
    }

    // The files hold the items as the card gets them: the KEKs are reversed already.
    private static CardState Load(string folder)
    {
        using var key = KeyFile.ReadPrivate(Vectors.Read(folder + "y_nxp_prod_card_prk.pem")).OrThrow();
        var state = new CardState { Serial = 123456789, Applet = new(1, 2, 0), IsSeeded = false, CardKey = Secret.CopyOf(key.Scalar) };
        var card = new AppletDevice(new TpApplet(new VolatileMemory(state), new ScriptedEntropy()));
        using var slot = new CardSlot("reader", card);
        var session = new CardSession(slot);
        session.Select();
        session.CreateFileSystem(15);
        foreach (var (id, value) in Items(folder))
            session.SetItem(id, value);
        return state;
    }

    private static IEnumerable<(ItemId Id, byte[] Value)> Items(string folder)
    {
        using var glob = KeyFile.ReadPublic(Vectors.Read(folder + "y_nxp_glob_attest_puk.pub")).OrThrow();
        byte[] prod = KeyFile.ReadCertificate(Vectors.Read(folder + "y_nxp_prod_cert.der.crt")).OrThrow();
        byte[] template = KeyFile.ReadCertificate(Vectors.Read(folder + "y_oem_id_template.der.crt")).OrThrow();
        yield return (ItemId.DomainParameters, DomainParameters.P256.ToArray());
        yield return (ItemId.Cmpa, Vectors.Read(folder + "y_cmpa.bin"));
        yield return (ItemId.Cfpa, Vectors.Read(folder + "y_cfpa.bin"));
        yield return (ItemId.SbKek, Kek(folder + "y_sb_kek.txt"));
        yield return (ItemId.UserKek, Kek(folder + "y_user_kek.txt"));
        yield return (ItemId.OemLogKey, Scalar(folder + "y_oem_log_prk.pem"));
        yield return (ItemId.NxpGlobKey, [4, .. glob.Raw]);
        yield return (ItemId.NxpProdCertificate, CertificateBlob.FromCertificate(prod, 0).OrThrow().ToBytes());
        yield return (ItemId.Quota, AppletCommands.QuotaValue(999_999));
        yield return (ItemId.OemKeyFlags, [4 << 2]);
        yield return (ItemId.OemIdKey, Scalar(folder + "y_oem_id_prk.pem"));
        for (uint i = 0; i < 4; i++)
            yield return (ItemId.OemTemplate + (ushort)i, CertificateBlob.FromCertificate(template, 268697600 + (i * 0x1000)).OrThrow().ToBytes());
    }

    private static byte[] Kek(string path)
    {
        using var kek = KeyFile.ReadKek(Vectors.Read(path)).OrThrow();
        return kek.Span.ToArray();
    }

    private static byte[] Scalar(string path)
    {
        using var key = KeyFile.ReadPrivate(Vectors.Read(path)).OrThrow();
        return key.Scalar.ToArray();
    }
}
