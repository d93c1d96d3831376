using Rootline.Core.Bytes;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Sb2;

namespace Rootline.Oem.Nxp.Rehearsal;

/// <summary>The two protected pages, each for itself and against each other. Source: nxp-mboot section 7.</summary>
internal static class PageChecks
{
    private static readonly string[] Names = ["debug-words", "debug-agreement", "vendor-usage", "progress-mark", "cfpa-version", "root-revocation", "root-hash", "seal-words"];

    public static IEnumerable<CrossCheck> Run(RehearsalInput input)
    {
        using var pages = PlanPages.Of(input.Plan);
        if (pages is null)
            return Names.Select(n => CrossCheck.Not(n, "the plan has no pages that can be read here"));
        var (cmpa, cfpa) = (pages.Cmpa, pages.Cfpa);
        return
        [
            CrossCheck.Of("debug-words", "each debug word has its inverse, and no right is on that is not fixed", Words("CMPA", cmpa.SocuPin, cmpa.SocuDefault).Concat(Words("CFPA", cfpa.SocuPin, cfpa.SocuDefault))),
            CrossCheck.Of("debug-agreement", "the CFPA opens nothing that the CMPA closes", Opened(cmpa, cfpa)),
            CrossCheck.Of("vendor-usage", "VENDOR_USAGE of the CFPA has its inverse", (ushort)cfpa.VendorUsage == (ushort)~(cfpa.VendorUsage >> 16) ? null : $"VENDOR_USAGE {cfpa.VendorUsage:x8} of the CFPA: the high half is not the inverse of the low one"),
            CrossCheck.Of("progress-mark", "the CFPA does not say that the CMPA is being programmed", cfpa.IsCmpaInProgress ? "the CFPA says that the CMPA is being programmed: the chip would not count as closed" : null),
            Version(input, cfpa),
            CrossCheck.Of("root-revocation", "ROTKH_REVOKE leaves a root key", Revocation(cmpa, cfpa)),
            CrossCheck.Of("root-hash", HasRoots(cmpa) ? "the CMPA names root keys" : "the CMPA names no root keys and asks for no signatures", cmpa.IsSecureBoot && !HasRoots(cmpa) ? "SEC_BOOT_EN of the CMPA is on and its ROTKH zero: the chip would never boot anything" : null),
            CrossCheck.Of("seal-words", "each page ends with zeros or with the word SEAL", Seal("CMPA", cmpa.Bytes), Seal("CFPA", cfpa.Bytes)),
        ];
    }

    // On and not fixed is the one illegal combination of the two words.
    private static IEnumerable<string?> Words(string page, SocuWord pin, SocuWord fixedValues)
    {
        yield return pin.IsConsistent ? null : $"{page} SOCU_PIN {pin.Word:x8}: the high half is not the inverse of the low one";
        yield return fixedValues.IsConsistent ? null : $"{page} SOCU_DFLT {fixedValues.Word:x8}: the high half is not the inverse of the low one";
        var loose = fixedValues.Rights & ~pin.Rights;
        yield return loose == 0 ? null : $"{page}: {loose} is on by default and not fixed by SOCU_PIN";
    }

    private static string? Opened(CmpaPage cmpa, CfpaPage cfpa)
    {
        var opened = cmpa.SocuPin.Rights & ~cmpa.SocuDefault.Rights & cfpa.SocuPin.Rights & cfpa.SocuDefault.Rights;
        return opened == 0 ? null : $"the CMPA fixes {opened} to off and the CFPA to on";
    }

    private static CrossCheck Version(RehearsalInput input, CfpaPage cfpa)
    {
        // The line's own preparation writes the page once before the card's comes.
        uint reached = input.ChipVersion + (input.Plan.Family.UpdatesCfpa ? 1u : 0);
        return CrossCheck.Of(
            "cfpa-version",
            $"CFPA version {cfpa.Version} is higher than the {reached} that a chip has by then",
            cfpa.Version > reached ? null : $"CFPA version {cfpa.Version} is not higher than the {reached} that a chip has by then: it would refuse the page");
    }

    private static bool HasRoots(CmpaPage cmpa) => cmpa.RootHash.IndexOfAnyExcept((byte)0) >= 0;

    private static IEnumerable<string?> Revocation(CmpaPage cmpa, CfpaPage cfpa)
    {
        uint word = cfpa.RootRevoke;
        yield return word >> (2 * RootKeyTable.Entries) == 0 ? null : $"ROTKH_REVOKE {word:x8} has bits beyond the four root keys";
        bool any = !HasRoots(cmpa) || Enumerable.Range(0, RootKeyTable.Entries).Any(i => Sb2Anchor.Enables(word, i));
        yield return any ? null : $"ROTKH_REVOKE {word:x8} enables no root key: no product file would ever be taken";
    }

    private static string? Seal(string name, ReadOnlySpan<byte> page)
    {
        var digest = page[PfrPage.DigestOffset..];
        return Alignment.IsZero(digest) || digest.SequenceEqual(PfrPage.SealRequest)
            ? null
            : $"the {name} ends with something that is neither zeros nor the word SEAL eight times: the chip would take it for a digest";
    }
}
