using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Cards.Tp;
using Rootline.Formats.Files;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;
using Rootline.Links.Applet;
using Rootline.Oem.Nxp;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cards;

public sealed class RecordedConversationTests
{
    private const string Samples = "spsdk-tp/sample_config_data/";

    [VectorFact]
    public void The_recorded_conversation_gets_the_recorded_answers_but_for_random_fields()
    {
        var conversation = RecordedConversation.Read();
        var recorded = TpChallenge.Parse(conversation.Single(p => p.Command is { Cla: 0, Ins: Instruction.GetChallenge }).Answer.Data).OrThrow();
        using var cardKey = KeyFile.ReadPrivate(Vectors.Read(Samples + "nxp_prod_card_auth_prk.pem")).OrThrow();
        var entropy = new ScriptedEntropy(recorded.Random.ToArray());
        using var state = new CardState { Serial = 105276681024525924, Applet = new(1, 2, 0), IsSeeded = false, CardKey = Secret.CopyOf(cardKey.Scalar) };
        var device = new AppletDevice(new TpApplet(new VolatileMemory(state), entropy));
        Prepare(device);
        foreach (var (command, expected) in conversation)
        {
            var actual = Send(device, command);
            Assert.Equal(expected.StatusWord, actual.StatusWord);
            if (command.Ins == Instruction.ProcessResponse)
                AssertAlike(WrappedData.Parse(expected.Data).OrThrow(), WrappedData.Parse(actual.Data).OrThrow(), cardKey.PublicKey);
            else
                Assert.Equal(expected.Data.ToArray(), actual.Data.ToArray());
        }

        Assert.Equal(0, entropy.Left);
        Assert.Equal((1u, 2u), Counters(device));
    }

    [VectorFact]
    public void Our_plan_of_the_same_files_sends_the_recorded_items_in_the_recorded_order()
    {
        var recorded = RecordedConversation.Read().Select(p => p.Command).Where(c => c.Ins == Instruction.SetItem).ToList();
        var templates = recorded.Where(c => c.P1 == 1).Select(c => CertificateBlob.Parse(c.Data).OrThrow()).ToList();
        using var plan = SamplePlan(templates);
        Assert.Empty(CardPlanCheck.FaultsOf(plan));
        using var card = new TestCard();
        var tap = new TappedCard(card.Slot);
        new CardPersonalisation(card.Disk, "journals", TimeProvider.System).Load(new CardSession(tap), plan);
        var sent = tap.Commands.Where(c => c.Ins == Instruction.SetItem).ToList();
        Assert.Equal(AppletCommands.SetItem(ItemId.DomainParameters, DomainParameters.P256).ToBytes(), sent[0].ToBytes());
        Assert.Equal(recorded.Select(c => Convert.ToHexString(c.ToBytes())), sent.Skip(1).Select(c => Convert.ToHexString(c.ToBytes())));
    }

    [VectorFact]
    public void The_blob_of_the_sample_family_certificate_is_the_recorded_one()
    {
        var recorded = RecordedConversation.Read().Single(p => p.Command is { Ins: Instruction.SetItem, P1P2: (ushort)ItemId.NxpProdCertificate }).Command;
        byte[] der = KeyFile.ReadCertificate(Vectors.Read(Samples + "nxp_prod_devattest_cert.crt")).OrThrow();
        Assert.Equal(recorded.Data.ToArray(), CertificateBlob.FromCertificate(der, 0).OrThrow().ToBytes());
    }

    private static CardPlan SamplePlan(IReadOnlyList<CertificateBlob> templates) => new()
    {
        Family = Families.Lpc55S6x,
        FamilyName = "lpc55s6x",
        Quota = 3,
        LogKey = KeyFile.ReadPrivate(Vectors.Read(Samples + "oem_log_prk.pem")).OrThrow(),
        NxpGlob = KeyFile.ReadPublic(Vectors.Read(Samples + "nxp_glob_devattest_cert.crt")).OrThrow(),
        NxpProd = KeyFile.ReadCertificate(Vectors.Read(Samples + "nxp_prod_devattest_cert.crt")).OrThrow(),
        Pages = new(Vectors.Read(Samples + "cmpa_example.bin"), Vectors.Read(Samples + "cfpa_example.bin")),
        Keks = new(KeyFile.ReadKek(Vectors.Read(Samples + "sb_kek_example.txt")).OrThrow(), KeyFile.ReadKek(Vectors.Read(Samples + "user_kek_example.txt")).OrThrow()),
        Oem = new(
            KeyFile.ReadPrivate(Vectors.Read(Samples + "oem_id_prk.pem")).OrThrow(),
            [.. templates.Select((t, i) => new OemCertificatePlan((byte)i, t.Address, t.Der))]),
    };

    // The set-up of a blank card, which the recorded programs do not do.
    private static void Prepare(AppletDevice device)
    {
        foreach (var command in (CommandApdu[])[
            AppletCommands.Select, AppletCommands.CreateFileSystem(15), AppletCommands.SetItem(ItemId.DomainParameters, DomainParameters.P256)])
            Assert.Equal(ResponseApdu.Success, Send(device, command).StatusWord);
    }

    private static (uint Counter, uint Remainder) Counters(AppletDevice device) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Send(device, AppletCommands.GetData(DataTag.Counter)).Data.Span),
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Send(device, AppletCommands.GetData(DataTag.Remainder)).Data.Span));

    private static ResponseApdu Send(AppletDevice device, CommandApdu command) => ResponseApdu.Parse(device.Answer(command.ToBytes())).OrThrow();

    private static void AssertAlike(WrappedData expected, WrappedData actual, P256PublicKey cardKey)
    {
        var (e, a) = (expected.Content, actual.Content);
        Assert.True(expected.IsSignedBy(cardKey));
        Assert.True(actual.IsSignedBy(cardKey));
        Assert.Equal(e.AgreementKey.Length, a.AgreementKey.Length);
        Assert.Equal(e.Envelope.Iv.ToArray(), a.Envelope.Iv.ToArray());
        Assert.Equal(e.Envelope.Ciphertext.Length, a.Envelope.Ciphertext.Length);
        Assert.Equal(e.DieCertificate.ToArray(), a.DieCertificate.ToArray());
        Assert.Equal(e.Counter, a.Counter);
        Assert.Equal(e.StartHash.ToArray(), a.StartHash.ToArray());
        Assert.InRange(a.LogSignature.Length, 68, 72);
        Assert.Equal(e.OemCertificates.Select(c => (c.KeyId, c.Address)), a.OemCertificates.Select(c => (c.KeyId, c.Address)));
        foreach (var (theirs, ours) in e.OemCertificates.Zip(a.OemCertificates))
            Assert.Equal(SignedPart(theirs.Der), SignedPart(ours.Der));
    }

    // The signed part without the device's random number in its name.
    private static byte[] SignedPart(ReadOnlyMemory<byte> der)
    {
        var blob = CertificateBlob.FromCertificate(der, 0).OrThrow();
        byte[] tbs = blob.Tbs.ToArray();
        tbs.AsSpan(blob.Offsets.CommonNameTail - blob.Offsets.Tbs, 32).Clear();
        return tbs;
    }
}
