using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Oem.Nxp.Rehearsal;

/// <summary>The product's firmware against the keys and pages that will judge it in every chip.</summary>
internal static class FirmwareChecks
{
    private static readonly string[] Names = ["firmware-sound", "firmware-root", "firmware-root-enabled", "firmware-kek", "firmware-version", "firmware-addresses", "firmware-certificates"];

    public static IEnumerable<CrossCheck> Run(RehearsalInput input)
    {
        if (input.Firmware is not { } file)
            return Names.Select(n => CrossCheck.Not(n, "no product firmware is named"));
        using var pages = PlanPages.Of(input.Plan);
        if (pages is null)
            return Names.Select(n => CrossCheck.Not(n, "the plan has no pages and keys that can be read here"));
        var origin = Sb2File.CheckOrigin(file.Span, Sb2Anchor.None);
        if (!origin.Try(out var structure, out var fault))
            return [CrossCheck.Of(Names[0], "", fault.What), .. Names.Skip(1).Select(n => CrossCheck.Not(n, "the product firmware is not sound"))];
        return [CrossCheck.Of(Names[0], $"{file.Length} bytes, chain and signature verify"), .. Origin(structure, pages.Cmpa, pages.Cfpa), .. Contents(input, Open(file.Span, pages.SbKek.Span), pages.Cfpa)];
    }

    private static Parsed<Sb2Contents> Open(ReadOnlySpan<byte> file, ReadOnlySpan<byte> kek)
    {
        var opened = Sb2File.OpenFor(file, kek, Sb2Anchor.None);
        return opened.Fault is { } fault && Sb2File.OpensReversed(file, kek)
            ? fault with { What = $"{fault.What}, but it does with its bytes reversed: the text is in the key store's order" }
            : opened;
    }

    private static IEnumerable<CrossCheck> Origin(Sb2Structure structure, CmpaPage cmpa, CfpaPage cfpa)
    {
        var table = structure.Certificates.RootKeys;
        yield return CrossCheck.Of(
            "firmware-root",
            "the firmware's root key table is the CMPA's ROTKH",
            cmpa.RootHash.SequenceEqual(table.Hash()) ? null : $"the CMPA's ROTKH is {Short(cmpa.RootHash)}, the firmware's root key table hashes to {Short(table.Hash())}: no chip would take the firmware");
        int index = table.IndexOf(structure.Certificates.Root);
        yield return CrossCheck.Of(
            "firmware-root-enabled",
            $"the firmware's root key {index} is enabled by the CFPA",
            Sb2Anchor.Enables(cfpa.RootRevoke, index) ? null : $"the firmware's root key {index} is not enabled by ROTKH_REVOKE {cfpa.RootRevoke:x8}");
    }

    private static IEnumerable<CrossCheck> Contents(RehearsalInput input, Parsed<Sb2Contents> opened, CfpaPage cfpa)
    {
        if (!opened.Try(out var contents, out var fault))
            return [CrossCheck.Of("firmware-kek", "", $"the SB KEK does not open the firmware: {fault.What}"), .. Names.Skip(4).Select(n => CrossCheck.Not(n, "the firmware does not open"))];
        return
        [
            CrossCheck.Of("firmware-kek", "the SB KEK opens the firmware"),
            CrossCheck.Of("firmware-version", "the firmware's version checks pass the CFPA", contents.Commands.OfType<VersionCheckCommand>().Select(c => c.CheckAgainst(cfpa)?.What)),
            Addresses(input.Plan.Family, contents),
            Certificates(input.Plan, contents),
        ];
    }

    private static CrossCheck Addresses(Family family, Sb2Contents contents)
    {
        if (family.Flash is not { } flash)
            return CrossCheck.Not("firmware-addresses", $"the flash of {family.Names[0]} is not known");
        var wrong = contents.Commands.Select(FlashRange.Of).OfType<FlashRange>()
            .Where(r => !r.IsAll && !IsPage(family, r) && !flash.Contains(r.Start, r.Length))
            .Select(r => $"{r.Name} {r.Start:x8} with {r.Length} bytes is not in the flash ({flash.Start:x8} to {flash.Start + flash.Length - 1:x8})");
        return CrossCheck.Of("firmware-addresses", "the firmware stays in the flash", wrong);
    }

    private static bool IsPage(Family family, FlashRange range) =>
        range.Length == PfrPage.Length && (range.Start == family.CfpaAddress || range.Start == family.CmpaAddress);

    // The firmware is loaded after the certificates: what covers them takes them away.
    private static CrossCheck Certificates(CardPlan plan, Sb2Contents contents)
    {
        if (plan.Oem is not { } oem)
            return CrossCheck.Not("firmware-certificates", "no OEM certificates are configured");
        var ranges = contents.Commands.Select(FlashRange.Of).OfType<FlashRange>().ToList();
        var wrong = oem.Certificates.SelectMany(c => ranges
            .Where(r => r.Covers(c.Address & ~FlashRange.SecureAlias, Alignment.Up(Family.MaxOemCertificate + 4, PfrPage.Length)))
            .Select(r => $"{r.Name} {r.Start:x8} with {(r.IsAll ? "all" : r.Length)} bytes covers OEM certificate {c.KeyId:X2} at {c.Address:x8}"));
        return CrossCheck.Of("firmware-certificates", "the firmware leaves the OEM certificates alone", wrong);
    }

    private static string Short(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash[..8]) + "...";
}
