using Rootline.Chips.Lpc55;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Trust;
using Rootline.Oem.Nxp;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

public sealed class ProvisioningFirmwareTests : IDisposable
{
    private readonly ChipBench _bench = ChipBench.WithFirmware();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_response_says_who_the_chip_is_and_is_signed_by_its_own_key(int oemKeys)
    {
        byte[] challenge = ChipLab.Challenge(oemKeys);
        var response = TpResponse.Parse(_bench.Prove(challenge)).OrThrow();
        Assert.Equal(384 + (72 * oemKeys), response.Bytes.Length);
        Assert.Equal(_bench.Birth.Die.Bytes.ToArray(), response.Statement.DieCertificate.ToArray());
        Assert.Equal(TpChallenge.Parse(challenge).OrThrow().Random.ToArray(), response.Statement.Challenge.ToArray());
        Assert.Equal(Enumerable.Range(0, oemKeys).Select(i => (byte)i), response.Statement.OemKeys.Select(k => k.Id));
        using var key = P256PublicKey.FromPoint(response.Die.ResponseKey(ResponseKeyRule.Attestation).Span)!;
        Assert.True(response.IsSignedBy(key));
        Assert.True(response.Die.IsSignedBy(ChipLab.Vendor.ProductionKey.PublicKey));
    }

    [Fact]
    public void The_same_challenge_gets_the_same_response_also_after_the_power_went()
    {
        byte[] challenge = ChipLab.Challenge();
        byte[] first = _bench.Prove(challenge);
        byte[] content = _bench.Content();
        Assert.Equal(first, _bench.Prove(challenge));
        using var later = _bench.PowerCycled();
        later.LoadFirmware();
        Assert.Equal(first, later.Prove(challenge));
        Assert.Equal(content, later.Content());
    }

    [Fact]
    public void A_new_challenge_or_other_key_flags_begin_a_new_session()
    {
        byte[] challenge = ChipLab.Challenge(2);
        var first = TpResponse.Parse(_bench.Prove(challenge)).OrThrow().Statement;
        var fewer = new TpChallenge(TpChallenge.Parse(challenge).OrThrow().Random, new OemKeyFlags(0, 1).Value).ToBytes();
        var second = TpResponse.Parse(_bench.Prove(fewer)).OrThrow().Statement;
        var third = TpResponse.Parse(_bench.Prove()).OrThrow().Statement;
        Assert.Single(second.OemKeys);
        Assert.Equal(3, new[] { first, second, third }.Select(s => Convert.ToHexString(s.AgreementKey.Span)).Distinct().Count());
        _bench.Refuses(MbootStatus.TpCrypto, () => _bench.Burn(ChipLab.Wrap(TpResponse.Sign(
            third with { AgreementKey = first.AgreementKey }, ChipLab.Vendor.CardKey, new SystemEntropy()))));
    }

    [Fact]
    public void A_buffer_that_is_too_small_is_refused_and_costs_nothing()
    {
        byte[] kept = _bench.Prove();
        byte[] wrapped = ChipLab.Wrap(kept);
        _bench.Host.WriteMemory(ChipBench.Buffer, ChipLab.Challenge());
        _bench.Refuses(MbootStatus.TpBufferSmall, () => _bench.Host.ProveGenuinity(ChipBench.Buffer, (ushort)(kept.Length - 1)));
        _bench.Burn(wrapped);
        Assert.True(_bench.Chip.IsProvisioned);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000133100000001000A00008000020")]
    [InlineData("000001331800000010000000080000200102030405060708090A0B0C0D0E0F10")]
    [InlineData("00000133180000001000A00008000120010203040506070809")]
    public void What_is_no_challenge_is_an_invalid_container(string hex)
    {
        byte[] buffer = new byte[64];
        Convert.FromHexString(hex).CopyTo(buffer, 0);
        _bench.Host.WriteMemory(ChipBench.Buffer, buffer);
        _bench.Refuses(MbootStatus.TpContainerInvalid, () => _bench.Host.ProveGenuinity(ChipBench.Buffer, ChipBench.BufferLength));
        _bench.Refuses(MbootStatus.TpContainerInvalid, () => _bench.Host.SetWrappedData(ChipBench.Buffer));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0x14)]
    [InlineData(0xFF)]
    [InlineData(0x100)]
    public void Key_flags_that_the_family_does_not_know_are_refused(int flags)
    {
        _bench.Host.WriteMemory(ChipBench.Buffer, new TpChallenge(new byte[16], (ushort)flags).ToBytes());
        _bench.Refuses(MbootStatus.TpEntryInvalid, () => _bench.Host.ProveGenuinity(ChipBench.Buffer, ChipBench.BufferLength));
    }

    [Theory]
    [InlineData(0ul, 0x1000)]
    [InlineData(0x20017FF0ul, 0x1000)]
    [InlineData(0x1_2000_8000ul, 0x1000)]
    [InlineData(ulong.MaxValue, 1)]
    public void A_buffer_that_is_not_in_RAM_is_refused(ulong address, ushort size) =>
        _bench.Refuses(MbootStatus.TpAddressRange, () => _bench.Host.ProveGenuinity(address, size));

    [Theory]
    [InlineData(0ul, MbootStatus.TpContainerAddress)]
    [InlineData(0x1_2000_8000ul, MbootStatus.TpContainerAddress)]
    [InlineData(ChipBench.Buffer + 2ul, MbootStatus.TpContainerUnaligned)]
    public void Wrapped_data_that_are_not_in_RAM_or_not_aligned_are_refused(ulong address, uint status) =>
        _bench.Refuses(status, () => _bench.Host.SetWrappedData(address));

    [Fact]
    public void Only_a_container_in_memory_is_taken_and_unknown_operations_are_named_so()
    {
        _bench.Refuses(MbootStatus.TpCommandArguments, () => _bench.Host.SetWrappedData(ChipBench.Buffer, control: 2));
        Assert.Equal(MbootStatus.TpUnknownCommand, _bench.Execute(new(CommandTag.TrustProvisioning, false, 0x170000F1)).Status);
        Assert.Equal(MbootStatus.TpUnknownCommand, _bench.Execute(new(CommandTag.TrustProvisioning, false, 3)).Status);
        Assert.Equal(MbootStatus.TpUnknownCommand, _bench.Execute(new(CommandTag.TrustProvisioning, false)).Status);
    }

    [Fact]
    public void Wrapped_data_without_a_session_are_refused()
    {
        byte[] response = _bench.Prove();
        using var sibling = new ChipBench(_bench.Birth);
        sibling.LoadFirmware();
        sibling.Refuses(MbootStatus.TpInvalidState, () => sibling.Burn(ChipLab.Wrap(response)));
    }

    [Fact]
    public void Wrapped_data_that_another_card_signed_are_refused()
    {
        using var other = P256PrivateKey.Generate(new SystemEntropy());
        Refused(MbootStatus.TpContainerSignature, new() { CardKey = other });
    }

    [Fact]
    public void Wrapped_data_for_another_chip_are_refused()
    {
        using var other = ChipLab.Vendor.MakeChip(new SystemEntropy());
        Refused(MbootStatus.TpEntryInvalid, new() { DieCertificate = other.Die.Bytes });
    }

    [Fact]
    public void Wrapped_data_of_another_session_are_refused() => Refused(MbootStatus.TpCrypto, new() { BreaksTag = true });

    [Fact]
    public void Provisioning_data_are_not_for_this_family() => Refused(MbootStatus.TpEntryNotFound, new() { ProvisioningData = new byte[64] });

    [Theory]
    [InlineData(MbootStatus.TpEntryNotFound, new[] { 0x10040000u })]
    [InlineData(MbootStatus.TpEntryNotFound, new[] { 0x10040000u, 0x10041000u, 0x10042000u })]
    [InlineData(MbootStatus.TpOemCertAddress, new[] { 0x10040000u, 0x20000000u })]
    [InlineData(MbootStatus.TpOemCertAddress, new[] { 0x10040000u, 0x9DE00u })]
    [InlineData(MbootStatus.TpOemCertAddress, new[] { 0x10040000u, 0x9E600u })]
    [InlineData(MbootStatus.TpOemCertAddress, new[] { 0xFFFFFE00u, 0x10040000u })]
    [InlineData(MbootStatus.TpOemCertUnaligned, new[] { 0x10040000u, 0x10041100u })]
    [InlineData(MbootStatus.TpOemCertOverlap, new[] { 0x10040000u, 0x10040000u })]
    [InlineData(MbootStatus.TpOemCertOverlap, new[] { 0x10040000u, 0x00040000u })]
    public void OEM_certificates_need_a_place_of_their_own(uint status, uint[] addresses) =>
        Refused(status, new() { Addresses = addresses });

    [Fact]
    public void Two_OEM_certificates_that_share_a_page_at_their_ends_overlap() =>
        Refused(MbootStatus.TpOemCertOverlap, new() { Addresses = [0x40200, 0x40000], CertificateLength = 513 });

    [Fact]
    public void An_OEM_certificate_that_is_too_long_is_refused() =>
        Refused(MbootStatus.TpOemCertAddress, new() { CertificateLength = 1001 });

    [Fact]
    public void An_alias_and_an_address_below_it_do_not_overlap()
    {
        _bench.Burn(ChipLab.Wrap(_bench.Prove(), new() { Addresses = [0x00041000, 0x10040000] }));
        Assert.Equal(ChipLab.Certificate(0), _bench.Chip.Inside.Flash.Read(0x41000, 430));
        Assert.Equal(ChipLab.Certificate(1), _bench.Chip.Inside.Flash.Read(0x40000, 430));
    }

    [Fact]
    public void A_CFPA_that_is_not_newer_is_refused()
    {
        using var bench = new ChipBench();
        bench.Host.WriteMemory(0x9DE00, CfpaPage.Blank.WithVersion(2).Bytes.ToArray());
        bench.LoadFirmware();
        byte[] wrapped = ChipLab.Wrap(bench.Prove());
        bench.Refuses(MbootStatus.TpCfpa, () => bench.Burn(wrapped));
    }

    [Fact]
    public void A_sealed_CFPA_is_not_replaced()
    {
        using var bench = new ChipBench();
        byte[] sealing = CfpaPage.Blank.WithVersion(1).Bytes.ToArray();
        PfrPage.SealRequest.CopyTo(sealing.AsSpan(PfrPage.DigestOffset));
        bench.Host.WriteMemory(0x9DE00, sealing);
        bench.LoadFirmware();
        byte[] wrapped = ChipLab.Wrap(bench.Prove());
        bench.Refuses(MbootStatus.TpCfpa, () => bench.Burn(wrapped));
    }

    [Fact]
    public void A_blank_CMPA_or_one_whose_rights_contradict_their_inverse_is_refused()
    {
        Refused(MbootStatus.TpCmpa, new() { Cmpa = new byte[512] });
        byte[] pin = ChipLab.Cmpa;
        pin[0x12] ^= 1;
        Refused(MbootStatus.TpCmpa, new() { Cmpa = pin });
        byte[] fixedValues = ChipLab.Cmpa;
        fixedValues[0x17] ^= 0x80;
        Refused(MbootStatus.TpCmpa, new() { Cmpa = fixedValues });
    }

    [Fact]
    public void Every_changed_byte_of_the_wrapped_data_is_refused_and_nothing_is_written()
    {
        byte[] wrapped = ChipLab.Wrap(_bench.Prove());
        byte[] before = _bench.Content();
        int operations = _bench.Power.Count;
        _bench.Host.WriteMemory(ChipBench.Buffer, wrapped);
        var ram = Ram(wrapped.Length);
        for (int i = 0; i < wrapped.Length; i++)
        {
            ram.Span[i] ^= 0x04;
            uint status = ChipBench.Status(() => _bench.Host.SetWrappedData(ChipBench.Buffer));
            Assert.True(status is MbootStatus.TpContainerInvalid or MbootStatus.TpContainerSignature, $"byte {i}: {status}");
            ram.Span[i] ^= 0x04;
        }

        Assert.Equal(operations, _bench.Power.Count);
        Assert.Equal(before, _bench.Content());
        _bench.Host.SetWrappedData(ChipBench.Buffer);
        Assert.True(_bench.Chip.IsProvisioned);
    }

    [Fact]
    public void Every_truncation_of_the_wrapped_data_is_refused_and_nothing_is_written()
    {
        byte[] wrapped = ChipLab.Wrap(_bench.Prove());
        byte[] before = _bench.Content();
        for (int length = 0; length < wrapped.Length; length++)
        {
            var ram = Ram(wrapped.Length);
            ram.Span.Clear();
            wrapped.AsSpan(0, length).CopyTo(ram.Span);
            if (wrapped.AsSpan(length).ContainsAnyExcept((byte)0))
                Assert.NotEqual(0u, ChipBench.Status(() => _bench.Host.SetWrappedData(ChipBench.Buffer)));
        }

        Assert.Equal(before, _bench.Content());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_provisioned_chip_holds_what_the_card_sent_and_nothing_of_the_session(bool wrapsKeks)
    {
        byte[] response = _bench.Prove();
        using var session = _bench.Chip.Inside.Session.Read()!;
        _bench.Burn(ChipLab.Wrap(response, new() { WrapsKeks = wrapsKeks }));
        var core = _bench.Chip.Inside;
        using var keys = core.Keys.Read()!;
        using var sbKek = keys.SbKekAsKey();
        using var userKek = ChipLab.InStoreOrder(ChipLab.Oem.UserKek);
        Assert.Equal(ChipLab.Oem.SbKek.Span, sbKek.Span);
        Assert.Equal(userKek.Span, keys.UserKek.Span);
        Assert.Equal(session.OemKeys.Select(k => (k.Id, Convert.ToHexString(k.Key.Span))), keys.OemKeys.Select(k => (k.Id, Convert.ToHexString(k.Key.Span))));
        foreach (var (id, key) in keys.OemKeys)
        {
            using var pair = P256PrivateKey.FromScalar(key.Span)!;
            Assert.Equal(TpResponse.Parse(response).OrThrow().Statement.OemKeys[id].Key.ToArray(), pair.PublicKey.Raw.ToArray());
        }

        Assert.Equal(ChipLab.Cfpa, core.Pfr.Cfpa.Bytes.ToArray());
        Assert.Equal(ChipLab.Cmpa.AsSpan(0, PfrPage.DigestOffset), core.Pfr.Cmpa!.Bytes[..PfrPage.DigestOffset]);
        Assert.True(core.Pfr.Cmpa!.IsSealed);
        Assert.Equal(ChipLab.Certificate(0), core.Flash.Read(0x40000, 430));
        Assert.Equal(ChipLab.Certificate(1), core.Flash.Read(0x41000, 430));
        Assert.Null(core.Session.Read());
        Assert.True(core.Flash.IsErased(ChipProfile.Lpc55S69.Session, 3 * ChipProfile.PageLength));
        Assert.True(_bench.Chip.IsProvisioned);
    }

    [Fact]
    public void A_provisioned_chip_is_not_provisioned_again()
    {
        byte[] wrapped = ChipLab.Wrap(_bench.Prove());
        _bench.Burn(wrapped);
        _bench.Refuses(MbootStatus.TpInvalidState, () => _bench.Burn(wrapped));
        _bench.Host.WriteMemory(ChipBench.Buffer, ChipLab.Challenge());
        _bench.Refuses(MbootStatus.TpInvalidState, () => _bench.Host.ProveGenuinity(ChipBench.Buffer, ChipBench.BufferLength));
    }

    [Fact]
    public void A_provisioned_chip_loads_its_owners_product()
    {
        _bench.Burn(ChipLab.Wrap(_bench.Prove()));
        _bench.Host.Reset();
        _bench.Reconnect();
        _bench.Host.Open();
        _bench.Host.ReceiveSbFile(ChipLab.Product);
        Assert.Equal(1, _bench.Chip.ProductFiles);
    }

    [Fact]
    public void A_CFPA_that_was_ordered_sealed_is_sealed_at_the_end()
    {
        byte[] sealing = ProductPages.FirstCfpa().Bytes.ToArray();
        PfrPage.SealRequest.CopyTo(sealing.AsSpan(PfrPage.DigestOffset));
        _bench.Burn(ChipLab.Wrap(_bench.Prove(), new() { Cfpa = sealing }));
        Assert.True(_bench.Chip.Inside.Pfr.Cfpa.IsSealed);
        Assert.False(_bench.Chip.Inside.Pfr.Cfpa.IsCmpaInProgress);
        Assert.True(_bench.Chip.IsProvisioned);
    }

    // Wrapped data with one thing wrong are refused, and the session lives on to take sound ones.
    private void Refused(uint status, WrapOrder order)
    {
        byte[] challenge = ChipLab.Challenge();
        byte[] response = _bench.Prove(challenge);
        byte[] wrapped = ChipLab.Wrap(response, order);
        _bench.Refuses(status, () => _bench.Burn(wrapped));
        Assert.Equal(response, _bench.Prove(challenge));
    }

    private Memory<byte> Ram(int length)
    {
        Assert.True(_bench.Chip.Inside.Ram.TryGet(ChipBench.Buffer, (uint)length, out var ram));
        return ram;
    }
}
