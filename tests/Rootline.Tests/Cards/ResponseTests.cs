using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;
using Rootline.Links.Applet;
using Rootline.Oem.Nxp;
using Xunit;

namespace Rootline.Tests.Cards;

public sealed class ResponseTests : IDisposable
{
    private readonly TestVendor _vendor = new();
    private readonly TestCard _card = new();

    [Fact]
    public void A_unit_is_wrapped_for_the_chip_and_chained_into_the_log()
    {
        using var plan = TestPlan.Of(_vendor, quota: 2, certificates: 2);
        _card.Load(plan);
        _card.Seal();
        byte[] running = new byte[32];
        for (uint counter = 1; counter <= 2; counter++)
        {
            using var chip = _vendor.Chip();
            var session = _card.Session();
            byte[] challenge = session.RequestChallenge();
            Assert.Equal(8, TpChallenge.Parse(challenge).OrThrow().KeyFlags);
            var wrapped = WrappedData.Parse(session.CountAndWrap(chip.Respond(challenge, 0, 1))).OrThrow();
            running = Check(wrapped, chip, plan, (counter, running));
            Assert.Equal((counter, 2 - counter), (session.ReadCounter(), session.ReadRemainder()));
        }

        Assert.Equal(running, _card.State.RunningHash.ToArray());
    }

    [Fact]
    public void Key_wrapping_adds_8_bytes_to_each_kek_and_the_chip_still_opens_them()
    {
        using var plan = TestPlan.Of(_vendor);
        using var chip = _vendor.Chip();
        _card.Load(plan);
        var session = _card.Session();
        session.SetItem(ItemId.KeyWrapEnable, new byte[] { 1 });
        var content = WrappedData.Parse(session.CountAndWrap(chip.Respond(session.RequestChallenge()))).OrThrow().Content;
        Assert.Equal(1144, content.Envelope.Ciphertext.Length);
        using var secrets = chip.Open(content);
        Assert.Equal(plan.Keks!.Sb.Span.ToArray().Reverse(), secrets.SbKek!.Span.ToArray());
    }

    [Fact]
    public void Provisioning_data_ca_and_rtf_keys_and_version_1_certificates_work()
    {
        byte[] data = RandomNumberGenerator.GetBytes(1004);
        using var plan = TestPlan.WithProvisioningData(_vendor, data);
        using var chip = _vendor.Chip(attestation: true);
        _card.Load(plan);
        var session = _card.Session();
        // Our own desk loads no more than the log has columns for; another may.
        var template = _card.State.Item(ItemId.OemTemplate)!.Memory;
        session.SetItem(ItemId.OemTemplate + 4, template);
        session.SetItem(ItemId.OemTemplate + 5, template);
        session.SetItem(ItemId.OemKeyFlags, new byte[] { 0x34 });
        byte[] challenge = session.RequestChallenge();
        Assert.Equal(0x34, TpChallenge.Parse(challenge).OrThrow().KeyFlags);
        var content = WrappedData.Parse(session.CountAndWrap(chip.Respond(challenge, 0, 1, 2, 3, 0x10, 0x20))).OrThrow().Content;
        using var secrets = chip.Open(content);
        Assert.Equal(data, secrets.ProvisioningData!.Span.ToArray());
        Assert.Equal([0, 1, 2, 3, 0x10, 0x20], content.OemCertificates.Select(c => c.KeyId));
    }

    [Theory]
    [InlineData(ResponseKeyRule.Attestation)]
    [InlineData(ResponseKeyRule.Identity)]
    public void A_card_takes_responses_by_the_key_of_its_rule_and_by_no_other(ResponseKeyRule rule)
    {
        using var card = new TestCard(rule: rule);
        using var plan = TestPlan.WithProvisioningData(_vendor, new byte[100]);
        using var chip = _vendor.Chip(attestation: true);
        card.Load(plan);
        var session = card.Session();
        byte[] Respond(ResponseKeyRule signs) => chip.RespondBy(signs, session.RequestChallenge(), 0, 1, 0x10, 0x20);
        var other = rule == ResponseKeyRule.Identity ? ResponseKeyRule.Attestation : ResponseKeyRule.Identity;
        byte[] foreign = Respond(other);
        Assert.Equal("6300", Assert.Throws<FaultException>(() => session.CountAndWrap(foreign)).Fault.VendorCode);
        Assert.Equal(0u, session.ReadCounter());
        session.CountAndWrap(Respond(rule));
        Assert.Equal(1u, session.ReadCounter());
    }

    [Fact]
    public void A_repeated_response_gets_the_same_bytes_and_costs_nothing_also_when_the_quota_is_used_up()
    {
        using var plan = TestPlan.Of(_vendor, quota: 1);
        using var chip = _vendor.Chip();
        using var other = _vendor.Chip();
        _card.Load(plan);
        var session = _card.Session();
        byte[] response = chip.Respond(session.RequestChallenge());
        byte[] answer = session.CountAndWrap(response);
        Assert.Equal("5501", Refusal(session, other.Respond(session.RequestChallenge()), CardFaults.QuotaReached));
        _card.Slot.Reset();
        session = _card.Session();
        Assert.Equal(answer, session.CountAndWrap(response));
        Assert.Equal(1u, session.ReadCounter());
        Assert.Equal(0u, session.ReadRemainder());
    }

    [Fact]
    public void A_card_that_answers_once_keeps_no_answer_and_counts_as_any_other()
    {
        using var card = new TestCard(answersOnce: true);
        using var plan = TestPlan.Of(_vendor);
        using var chip = _vendor.Chip();
        card.Load(plan);
        var session = card.Session();
        byte[] response = chip.Respond(session.RequestChallenge());
        session.CountAndWrap(response);
        Assert.Null(card.State.Answer);
        Assert.Equal("6985", Refusal(session, response, CardFaults.Challenge));
        session.CountAndWrap(chip.Respond(session.RequestChallenge()));
        Assert.Equal(2u, session.ReadCounter());
    }

    [Fact]
    public void A_repeat_leaves_the_open_challenge_open()
    {
        using var plan = TestPlan.Of(_vendor);
        using var chip = _vendor.Chip();
        _card.Load(plan);
        var session = _card.Session();
        byte[] response = chip.Respond(session.RequestChallenge());
        byte[] challenge = Repeat(session, response);
        session.CountAndWrap(chip.Respond(challenge));
        Assert.Equal(2u, session.ReadCounter());
    }

    [Fact]
    public void A_challenge_serves_one_attempt()
    {
        using var plan = TestPlan.Of(_vendor);
        using var chip = _vendor.Chip();
        using var other = _vendor.Chip();
        _card.Load(plan);
        var session = _card.Session();
        byte[] challenge = session.RequestChallenge();
        session.CountAndWrap(chip.Respond(challenge));
        Assert.Equal("6985", Refusal(session, other.Respond(challenge), CardFaults.Challenge));
        challenge = session.RequestChallenge();
        Refusal(session, new byte[100], CardFaults.Refused);
        Assert.Equal("6985", Refusal(session, other.Respond(challenge), CardFaults.Challenge));
        challenge = session.RequestChallenge();
        session.RequestChallenge();
        Refusal(session, other.Respond(challenge), CardFaults.Challenge);
        challenge = session.RequestChallenge();
        session.Select();
        Refusal(session, other.Respond(challenge), CardFaults.Challenge);
        Assert.Equal(1u, session.ReadCounter());
    }

    [Fact]
    public void A_chip_of_another_vendor_is_refused_with_6300()
    {
        using var stranger = new TestVendor();
        using var plan = TestPlan.Of(_vendor);
        using var chip = stranger.Chip();
        _card.Load(plan);
        var session = _card.Session();
        Assert.Equal("6300", Refusal(session, chip.Respond(session.RequestChallenge()), CardFaults.Chain));
        Assert.Equal(0u, session.ReadCounter());
    }

    [Fact]
    public void A_family_certificate_of_another_root_is_refused_with_6300()
    {
        using var stranger = new TestVendor();
        using var plan = TestPlan.Of(_vendor);
        using var chip = _vendor.Chip();
        _card.Load(plan);
        var session = _card.Session();
        session.SetItem(ItemId.NxpGlobKey, (byte[])[4, .. stranger.Glob.PublicKey.Raw]);
        Refusal(session, chip.Respond(session.RequestChallenge()), CardFaults.Chain);
    }

    [Fact]
    public void A_response_signed_by_another_key_than_the_certified_one_is_refused_with_6300()
    {
        using var plan = TestPlan.Of(_vendor);
        using var chip = _vendor.Chip();
        using var forger = P256PrivateKey.Generate(new SystemEntropy());
        _card.Load(plan);
        var session = _card.Session();
        Refusal(session, TpResponse.Sign(chip.Statement(session.RequestChallenge()), forger, new SystemEntropy()), CardFaults.Chain);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 1, 2 })]
    [InlineData(new byte[] { 0, 0x10 })]
    public void Oem_keys_that_the_challenge_did_not_ask_for_are_refused_with_6A80(byte[] ids)
    {
        using var plan = TestPlan.Of(_vendor, certificates: 2);
        using var chip = _vendor.Chip();
        _card.Load(plan);
        var session = _card.Session();
        Assert.Equal("6A80", Refusal(session, chip.Respond(session.RequestChallenge(), ids), CardFaults.Refused));
    }

    [Fact]
    public void Keys_that_are_no_points_and_a_certificate_of_another_version_are_refused_with_6A80()
    {
        using var plan = TestPlan.Of(_vendor, certificates: 1);
        using var chip = _vendor.Chip();
        using var newer = _vendor.Chip(attestation: true);
        _card.Load(plan);
        var session = _card.Session();
        var statement = chip.Statement(session.RequestChallenge(), 0);
        Refusal(session, TpResponse.Sign(statement with { AgreementKey = new byte[64] }, chip.Key, new SystemEntropy()), CardFaults.Refused);
        statement = chip.Statement(session.RequestChallenge(), 0);
        Refusal(session, TpResponse.Sign(statement with { OemKeys = [new(0, new byte[64])] }, chip.Key, new SystemEntropy()), CardFaults.Refused);
        Refusal(session, newer.Respond(session.RequestChallenge(), 0), CardFaults.Refused);
        Assert.Equal(0u, session.ReadCounter());
    }

    [Fact]
    public void No_changed_or_shortened_response_is_counted()
    {
        using var plan = TestPlan.Of(_vendor, quota: 5);
        using var chip = _vendor.Chip();
        _card.Load(plan);
        var session = _card.Session();
        for (int i = 0; i < 384; i++)
        {
            byte[] response = chip.Respond(session.RequestChallenge());
            response[i] ^= 0x01;
            Assert.Throws<FaultException>(() => session.CountAndWrap(response));
            Assert.Throws<FaultException>(() => session.CountAndWrap(response.AsMemory(0, i)));
        }

        Assert.Equal(0u, session.ReadCounter());
    }

    [Fact]
    public void Writing_the_quota_begins_the_log_anew()
    {
        using var plan = TestPlan.Of(_vendor, quota: 1);
        using var chip = _vendor.Chip();
        _card.Load(plan);
        var session = _card.Session();
        byte[] response = chip.Respond(session.RequestChallenge());
        session.CountAndWrap(response);
        session.SetItem(ItemId.Quota, AppletCommands.QuotaValue(7));
        Assert.Equal((0u, 7u), (session.ReadCounter(), session.ReadRemainder()));
        Refusal(session, response, CardFaults.Challenge);
    }

    public void Dispose()
    {
        _card.Dispose();
        _vendor.Dispose();
    }

    private static byte[] Repeat(CardSession session, byte[] response)
    {
        byte[] answer = session.CountAndWrap(response);
        byte[] challenge = session.RequestChallenge();
        Assert.Equal(answer, session.CountAndWrap(response));
        return challenge;
    }

    private static string? Refusal(CardSession session, byte[] response, FaultCode code)
    {
        var fault = Assert.Throws<FaultException>(() => session.CountAndWrap(response)).Fault;
        Assert.Equal(code, fault.Code);
        return fault.VendorCode;
    }

    // Returns the next running hash, computed as a verifier does.
    private byte[] Check(WrappedData wrapped, TestChip chip, CardPlan plan, (uint Counter, byte[] Start) expected)
    {
        var content = wrapped.Content;
        using var cardKey = P256PrivateKey.FromScalar(_card.State.CardKey.Span)!;
        Assert.True(wrapped.IsSignedBy(cardKey.PublicKey));
        Assert.Equal(expected.Counter, content.Counter);
        Assert.Equal(expected.Start, content.StartHash.ToArray());
        Assert.Equal("0102030405060708090A0B0C00000002", Convert.ToHexString(content.Envelope.Iv.Span));
        byte[] hash = SHA256.HashData([
            .. chip.Certificate, .. content.OemCertificates.SelectMany(c => c.Der.ToArray()), 0, 0, 0, (byte)expected.Counter, .. expected.Start]);
        Assert.True(plan.LogKey.PublicKey.VerifyDer(hash, content.LogSignature.Span));
        Assert.Equal([0x1004_0000u, 0x1004_1000u], content.OemCertificates.Select(c => c.Address));
        foreach (var certificate in content.OemCertificates)
        {
            var blob = CertificateBlob.FromCertificate(certificate.Der, 0).OrThrow();
            Assert.True(plan.Oem!.Key.PublicKey.VerifyDer(blob.Tbs, blob.Signature));
        }

        using var secrets = chip.Open(content);
        Assert.Equal(plan.Keks!.Sb.Span.ToArray().Reverse(), secrets.SbKek!.Span.ToArray());
        Assert.Equal(plan.Keks.User.Span.ToArray().Reverse(), secrets.UserKek!.Span.ToArray());
        Assert.Equal(plan.Pages!.Cmpa.ToArray(), secrets.Cmpa!.Span.ToArray());
        Assert.Equal(plan.Pages.Cfpa.ToArray(), secrets.Cfpa!.Span.ToArray());
        return hash;
    }
}
