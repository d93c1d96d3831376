using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// The two commands of the provisioning firmware. Source: nxp-trust-provisioning 5.4. Everything is verified before anything
/// is written; then certificates, keys, CFPA, and the CMPA last, with the CFPA saying that it is being programmed.
/// </summary>
/// <param name="core">The chip.</param>
/// <param name="cardKey">The card authentication key that this firmware trusts, X‖Y, 64 bytes.</param>
public sealed class ProvisioningFirmwareProgram(ChipCore core, ReadOnlyMemory<byte> cardKey)
{
    /// <summary>Answers the challenge at an address with the response at the same address.</summary>
    /// <param name="address">Address of the buffer.</param>
    /// <param name="size">Size of the buffer in bytes.</param>
    /// <param name="length">Length of the response when the status is 0.</param>
    public uint ProveGenuinity(ulong address, ushort size, out int length)
    {
        length = 0;
        if (!TryBuffer(address, size, out var buffer))
            return MbootStatus.TpAddressRange;
        if (!TpChallenge.ParsePrefix(buffer).Try(out var challenge, out _))
            return MbootStatus.TpContainerInvalid;
        if (!OemKeyFlags.Parse(challenge.KeyFlags, core.Profile.Family.KeyFlagsVersion).Try(out var flags, out _))
            return MbootStatus.TpEntryInvalid;
        if (core.Pfr.IsProvisioned)
            return MbootStatus.TpInvalidState;
        using var known = Answered(challenge);
        using var drawn = known is null ? Draw(challenge, flags) : null;
        var session = known ?? drawn!;
        if (session.Response.Length > size)
            return MbootStatus.TpBufferSmall;
        if (drawn is not null)
            core.Session.Burn(drawn);
        session.Response.Span.CopyTo(buffer.Span);
        length = session.Response.Length;
        return MbootStatus.Success;
    }

    /// <summary>Takes the wrapped data at an address and provisions the chip: it closes itself.</summary>
    /// <param name="address">Address of the container.</param>
    public uint BurnWrappedData(ulong address)
    {
        if (address > uint.MaxValue || !core.Ram.TryGetRest((uint)address, out var buffer))
            return MbootStatus.TpContainerAddress;
        if (address % 4 != 0)
            return MbootStatus.TpContainerUnaligned;
        if (core.Pfr.IsProvisioned)
            return MbootStatus.TpInvalidState;
        if (!WrappedData.ParsePrefix(buffer.ToArray()).Try(out var wrapped, out _))
            return MbootStatus.TpContainerInvalid;
        using var key = P256PublicKey.FromPoint(cardKey.Span);
        if (key is null || !wrapped.IsSignedBy(key))
            return MbootStatus.TpContainerSignature;
        if (!wrapped.Content.DieCertificate.Span.SequenceEqual(core.Birth.Die.Bytes.Span))
            return MbootStatus.TpEntryInvalid;
        using var session = core.Session.Read();
        if (session is null)
            return MbootStatus.TpInvalidState;
        uint status = Open(wrapped.Content, session, out var secrets);
        using (secrets)
        {
            if (status == MbootStatus.Success)
                status = Check(wrapped.Content, session, secrets!);
            if (status == MbootStatus.Success)
                BurnAll(wrapped.Content, session, secrets!);
            return status;
        }
    }

    private bool TryBuffer(ulong address, ushort size, out Memory<byte> buffer)
    {
        buffer = default;
        return address <= uint.MaxValue && core.Ram.TryGet((uint)address, size, out buffer);
    }

    // The same challenge again gets the same answer: the host may have lost it.
    private Session? Answered(TpChallenge challenge)
    {
        var session = core.Session.Read();
        if (session is not null && session.Challenge.Span.SequenceEqual(challenge.Random.Span) && session.KeyFlags == challenge.KeyFlags)
            return session;
        session?.Dispose();
        return null;
    }

    private Session Draw(TpChallenge challenge, OemKeyFlags flags)
    {
        var entropy = core.Environment.Entropy;
        using var agreement = P256PrivateKey.Generate(entropy);
        var oemKeys = flags.KeyIds.Select(id => (Id: id, Key: P256PrivateKey.Generate(entropy))).ToList();
        var statement = new TpStatement(
            core.Birth.Die.Bytes,
            challenge.Random,
            agreement.PublicKey.Raw.ToArray(),
            oemKeys.ConvertAll(k => new OemPublicKey(k.Id, k.Key.PublicKey.Raw.ToArray())));
        using var dieKey = P256PrivateKey.FromScalar(core.Birth.DieKey.Span)!;
        var session = new Session
        {
            Challenge = challenge.Random.ToArray(),
            KeyFlags = challenge.KeyFlags,
            AgreementKey = Secret.CopyOf(agreement.Scalar),
            OemKeys = oemKeys.ConvertAll(k => (k.Id, Secret.CopyOf(k.Key.Scalar))),
            Response = TpResponse.Sign(statement, dieKey, entropy),
        };
        oemKeys.ForEach(k => k.Key.Dispose());
        return session;
    }

    private uint Open(WrappedContent content, Session session, out ProvisionedSecrets? secrets)
    {
        secrets = null;
        using var peer = P256PublicKey.FromPoint(content.AgreementKey.Span);
        using var mine = P256PrivateKey.FromScalar(session.AgreementKey.Span);
        if (peer is null || mine is null)
            return MbootStatus.TpCrypto;
        using var shared = mine.Agree(peer);
        using var keys = SessionKeys.Derive(shared.Span, SessionConstants.Virtual);
        if (!content.Envelope.Open(keys).Try(out var plaintext, out _))
            return MbootStatus.TpCrypto;
        using (plaintext)
        {
            if (!ProvisionedSecrets.Parse(plaintext, keys.KeyWrap.Span).Try(out secrets, out _))
                return MbootStatus.TpEntryInvalid;
        }

        if (core.Profile.Family.UsesProvisioningData != (secrets.ProvisioningData is not null))
            return MbootStatus.TpEntryNotFound;
        return secrets.ProvisioningData is { } data ? Execute(data, ref secrets) : MbootStatus.Success;
    }

    // Provisioning data of the "virtual" profile. A real SB3 file is none: only a real chip can open it.
    private uint Execute(Secret data, ref ProvisionedSecrets secrets)
    {
        if (!VirtualProvisioningData.Parse(data.Span).Try(out var parsed, out _))
            return MbootStatus.TpProvisioningData;
        using (parsed)
        {
            if (!core.Profile.Family.Is(parsed.Family))
                return MbootStatus.TpProvisioningData;
            secrets.Dispose();
            secrets = parsed.ToSecrets();
            return MbootStatus.Success;
        }
    }

    private uint Check(WrappedContent content, Session session, ProvisionedSecrets secrets) =>
        CheckCertificates(content.OemCertificates, session) is not MbootStatus.Success and var refused ? refused : CheckPages(secrets);

    private uint CheckPages(ProvisionedSecrets secrets)
    {
        if (!CfpaPage.Parse(secrets.Cfpa!.Span).Try(out var cfpa, out _) || !IsNext(cfpa))
            return MbootStatus.TpCfpa;
        if (!CmpaPage.Parse(secrets.Cmpa!.Span).Try(out var cmpa, out _) || cmpa.IsBlank || !cmpa.SocuPin.IsConsistent || !cmpa.SocuDefault.IsConsistent)
            return MbootStatus.TpCmpa;
        return MbootStatus.Success;
    }

    // A repeat after a power cut finds its own version there already, with the mark.
    private bool IsNext(CfpaPage page)
    {
        var current = core.Pfr.Cfpa;
        return !current.IsSealed && (page.Version > current.Version || (current.IsCmpaInProgress && page.Version == current.Version));
    }

    private uint CheckCertificates(IReadOnlyList<OemCertificate> certificates, Session session)
    {
        if (!certificates.Select(c => c.KeyId).SequenceEqual(session.OemKeys.Select(k => k.Id)))
            return MbootStatus.TpEntryNotFound;
        int end = -1;
        foreach (var (offset, certificate) in certificates.Select(c => (Offset: core.FlashOffset(c.Address), c)).OrderBy(c => c.Offset))
        {
            if (certificate.Der.Length > Family.MaxOemCertificate || offset < 0 || !core.Profile.IsApplication((uint)offset, certificate.Der.Length))
                return MbootStatus.TpOemCertAddress;
            if (offset % ChipProfile.PageLength != 0)
                return MbootStatus.TpOemCertUnaligned;
            if (offset <= end)
                return MbootStatus.TpOemCertOverlap;
            end = offset + Core.Bytes.Alignment.Up(certificate.Der.Length, ChipProfile.PageLength) - 1;
        }

        return MbootStatus.Success;
    }

    // The page with the mark keeps the root keys enabled: the ROM needs them to load this firmware once more.
    private void BurnAll(WrappedContent content, Session session, ProvisionedSecrets secrets)
    {
        using var keys = new StoredKeys
        {
            SbKek = secrets.SbKek!.Copy(),
            UserKek = secrets.UserKek!.Copy(),
            OemKeys = [.. session.OemKeys.Select(k => (k.Id, k.Key.Copy()))],
        };
        foreach (var certificate in content.OemCertificates)
            core.Flash.Rewrite(core.FlashOffset(certificate.Address), certificate.Der.Span);
        core.Keys.Burn(keys);
        var cfpa = CfpaPage.Parse(secrets.Cfpa!.Span).OrThrow();
        core.Pfr.BurnCfpa(cfpa.WithCmpaInProgress(true).WithRootRevoke(cfpa.RootRevoke | CfpaPage.AllRootsEnabled).WithoutDigest());
        core.Pfr.BurnCmpa(secrets.Cmpa!.Span);
        core.Pfr.BurnCfpa(cfpa.WithCmpaInProgress(false));
        core.Session.Erase();
    }
}
