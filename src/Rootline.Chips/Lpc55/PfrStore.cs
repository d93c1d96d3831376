using System.Security.Cryptography;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// The protected pages. The CFPA has two copies: a write goes to the copy that is not valid now, so that a power cut leaves
/// the old one. Among readable copies the higher version is valid; among equal versions the one without the mark "CMPA in
/// progress" (so that taking the mark away needs no new version).
/// </summary>
/// <param name="flash">The chip's flash.</param>
/// <param name="profile">Where the pages lie.</param>
public sealed class PfrStore(ChipFlash flash, ChipProfile profile)
{
    private const int Copies = 2;

    /// <summary>The valid CFPA; blank when neither copy is readable.</summary>
    public CfpaPage Cfpa => ValidCopy() is { } copy ? ReadCopy(copy)! : CfpaPage.Blank;

    /// <summary>The CMPA, or null when it is unreadable: the power went while it was programmed.</summary>
    public CmpaPage? Cmpa
    {
        get
        {
            if (flash.Read(profile.Cmpa, PfrPage.Length) is not { } bytes)
                return null;
            return flash.IsErased(profile.Cmpa, PfrPage.Length) ? CmpaPage.Blank : CmpaPage.Parse(bytes).OrThrow();
        }
    }

    /// <summary>
    /// True when the chip is closed: the CMPA is there and its programming is finished. An interrupted programming leaves
    /// the chip open for the provisioning firmware, and for nothing else.
    /// </summary>
    public bool IsProvisioned => Cmpa is { IsBlank: false } && !Cfpa.IsCmpaInProgress;

    /// <summary>How far the chip is on its way. An unreadable CMPA is one whose programming was interrupted.</summary>
    public ChipLife Life => (Cmpa, Cfpa.IsCmpaInProgress) switch
    {
        (null, _) or (_, true) => ChipLife.Interrupted,
        ({ IsBlank: true }, _) => ChipLife.Open,
        _ => ChipLife.Closed,
    };

    /// <summary>
    /// Writes a CFPA as the host asks. The mark "CMPA in progress" is not the host's to set: with it a closed chip could be
    /// opened again. While it stands, both pages are the provisioning firmware's alone.
    /// </summary>
    /// <param name="page">The page, 512 bytes; a seal request in its digest is answered with the digest.</param>
    /// <returns>0, or the status of the refusal.</returns>
    public uint WriteCfpa(ReadOnlySpan<byte> page)
    {
        if (!CfpaPage.Parse(page).Try(out var fresh, out _))
            return MbootStatus.FlashAlignment;
        var current = Cfpa;
        if (current.IsCmpaInProgress)
            return MbootStatus.FlashPfrWriteBroken;
        if (current.IsSealed)
            return MbootStatus.FlashSealedPfr;
        if (fresh.IsCmpaInProgress)
            return MbootStatus.FlashCfpaScratch;
        if (fresh.Version <= current.Version)
            return MbootStatus.FlashCfpaRollback;
        BurnCfpa(fresh);
        return MbootStatus.Success;
    }

    /// <summary>Programs the copy that is not valid now. The caller has checked what the scheme demands.</summary>
    /// <param name="page">The page.</param>
    public void BurnCfpa(CfpaPage page)
    {
        int target = ValidCopy() == 0 ? 1 : 0;
        flash.Rewrite(CopyAt(target), Sealed(page.Bytes));
    }

    /// <summary>Writes the CMPA as the host asks.</summary>
    /// <param name="page">The page, 512 bytes.</param>
    /// <returns>0, or the status of the refusal.</returns>
    public uint WriteCmpa(ReadOnlySpan<byte> page)
    {
        if (Cfpa.IsCmpaInProgress)
            return MbootStatus.FlashPfrWriteBroken;
        if (Cmpa is { IsSealed: true })
            return MbootStatus.FlashSealedPfr;
        BurnCmpa(page);
        return MbootStatus.Success;
    }

    /// <summary>Programs the CMPA. The caller has checked what the scheme demands.</summary>
    /// <param name="page">The page, 512 bytes.</param>
    public void BurnCmpa(ReadOnlySpan<byte> page) => flash.Rewrite(profile.Cmpa, Sealed(page));

    /// <summary>Programs both CFPA copies and the CMPA with zeros, as the vendor does before a chip is sold.</summary>
    public void BurnBlank()
    {
        byte[] zeros = new byte[PfrPage.Length];
        flash.Program(profile.CfpaCopies, [.. zeros, .. zeros]);
        flash.Program(profile.Cmpa, zeros);
    }

    private int? ValidCopy()
    {
        int? best = null;
        for (int copy = 0; copy < Copies; copy++)
        {
            if (ReadCopy(copy) is { } page && (best is null || IsNewer(page, ReadCopy(best.Value)!)))
                best = copy;
        }

        return best;
    }

    private static bool IsNewer(CfpaPage page, CfpaPage other) =>
        page.Version != other.Version ? page.Version > other.Version : other.IsCmpaInProgress && !page.IsCmpaInProgress;

    private CfpaPage? ReadCopy(int copy)
    {
        if (flash.Read(CopyAt(copy), PfrPage.Length) is not { } bytes || flash.IsErased(CopyAt(copy), PfrPage.Length))
            return null;
        return CfpaPage.Parse(bytes).OrThrow();
    }

    private int CopyAt(int copy) => profile.CfpaCopies + (copy * PfrPage.Length);

    // The ROM answers a seal request with the SHA-256 of what lies before the digest (its coverage is unverified).
    private static byte[] Sealed(ReadOnlySpan<byte> page)
    {
        byte[] bytes = page.ToArray();
        if (page[PfrPage.DigestOffset..].SequenceEqual(PfrPage.SealRequest))
            SHA256.HashData(page[..PfrPage.DigestOffset], bytes.AsSpan(PfrPage.DigestOffset));
        return bytes;
    }
}
