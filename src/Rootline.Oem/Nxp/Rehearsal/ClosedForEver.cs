using System.Globalization;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Sb2;

namespace Rootline.Oem.Nxp.Rehearsal;

/// <summary>In words: what loading and sealing this card closes for ever, in the card and in every chip that it provisions.</summary>
public static class ClosedForEver
{
    /// <summary>The sentences.</summary>
    /// <param name="plan">What goes into the card.</param>
    public static IReadOnlyList<string> Of(CardPlan plan)
    {
        var lines = new List<string>(Card(plan));
        using var pages = PlanPages.Of(plan);
        if (pages is not null)
        {
            lines.AddRange(Cmpa(pages.Cmpa));
            lines.AddRange(Cfpa(pages.Cfpa));
        }
        else
        {
            lines.Add("Chips: what is closed stands in pages or provisioning data that cannot be read here.");
        }

        lines.AddRange(Keys(plan));
        return lines;
    }

    private static IEnumerable<string> Card(CardPlan plan)
    {
        yield return "Card: once it is sealed nothing in it can be changed, read out or loaded again.";
        yield return string.Create(CultureInfo.InvariantCulture, $"Card: its quota is {plan.Quota:n0} units for {plan.FamilyName}; it cannot be raised, and a unit that was counted does not come back.");
        yield return $"Card: every record of the log is signed with the log key {Fingerprint(plan.LogKey.PublicKey.Raw)}; it cannot be replaced.";
    }

    private static IEnumerable<string> Cmpa(CmpaPage page)
    {
        foreach (string line in Rights("CMPA", page.SocuPin, page.SocuDefault))
            yield return line;
        bool isp = !page.SocuPin.Rights.HasFlag(SocuRights.IspCommands) || page.SocuDefault.Rights.HasFlag(SocuRights.IspCommands);
        yield return isp
            ? "Chips: ISP stays open: whoever reaches the boot loader can read, erase and write the flash."
            : "Chips: ISP is closed: the boot loader takes signed product files and nothing else.";
        yield return page.RootHash.IndexOfAnyExcept((byte)0) < 0
            ? "Chips: no root keys are set (ROTKH is zero)."
            : $"Chips: the root keys are fixed: ROTKH {Convert.ToHexStringLower(page.RootHash)}. Only files signed under these keys are taken; lost keys cannot be replaced.";
        yield return page.IsSecureBoot ? "Chips: only signed images boot." : "Chips: secure boot is off; images that nobody signed boot.";
        yield return page.IsSealRequested
            ? "Chips: the CMPA is sealed by the chip and can never be written again."
            : "Chips: the CMPA is not sealed; who can write it can change or blank it.";
    }

    private static IEnumerable<string> Cfpa(CfpaPage page)
    {
        foreach (string line in Rights("CFPA", page.SocuPin, page.SocuDefault))
            yield return line;
        yield return string.Create(CultureInfo.InvariantCulture, $"Chips: the CFPA begins at version {page.Version}; the chip never takes one with this or a lower version again.");
        for (int i = 0; i < RootKeyTable.Entries; i++)
        {
            if (!Sb2Anchor.Enables(page.RootRevoke, i))
                yield return $"Chips: root key {i} is not enabled (ROTKH_REVOKE {page.RootRevoke:x8}): files under it are refused{(((page.RootRevoke >> (2 * i)) & 2) != 0 ? " for ever" : "")}.";
        }

        if (page.SecureFirmwareVersion != 0 || page.NonSecureFirmwareVersion != 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"Chips: firmware below version {page.SecureFirmwareVersion} (secure) or {page.NonSecureFirmwareVersion} (non-secure) is refused; these numbers only rise.");
        if (page.ImageKeyRevoke != 0)
            yield return $"Chips: image keys are revoked by {page.ImageKeyRevoke:x8}.";
        if (page.IsSealRequested)
            yield return "Chips: the CFPA is sealed by the chip: no key can be revoked and no version raised any more.";
    }

    private static IEnumerable<string> Rights(string page, SocuWord pin, SocuWord fixedValues)
    {
        var off = pin.Rights & ~fixedValues.Rights & ~SocuRights.IspCommands;
        var on = pin.Rights & fixedValues.Rights & ~SocuRights.IspCommands;
        if (off != 0)
            yield return $"Chips: debug rights closed for ever by the {page}: {off}.";
        if (on != 0)
            yield return $"Chips: debug rights open for ever by the {page}: {on}.";
        if (pin.Rights == 0)
            yield return $"Chips: the {page} fixes no debug rights.";
    }

    private static IEnumerable<string> Keys(CardPlan plan)
    {
        if (!plan.Family.UsesProvisioningData)
            yield return "Chips: SB KEK and USER KEK go into the key store; product files must be built with this SB KEK for as long as the chips live.";
        foreach (var certificate in plan.Oem?.Certificates ?? [])
            yield return $"Chips: OEM key {certificate.KeyId:X2} is made in the chip and never leaves it; its certificate lies at {certificate.Address:x8}.";
    }

    private static string Fingerprint(ReadOnlySpan<byte> key) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(key)[..8]);
}
