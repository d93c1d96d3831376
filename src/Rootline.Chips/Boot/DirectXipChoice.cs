namespace Rootline.Chips.Boot;

/// <summary>
/// Direct-XIP: of both slots the later version is started where it lies; equal ones from the primary slot. A slot whose image is
/// refused is not erased (the reference erases it): what was put there can be looked at.
/// </summary>
internal sealed class DirectXipChoice(BootSession session) : ImageChoice(session)
{
    /// <inheritdoc/>
    public override BootChoice Choose()
    {
        var candidates = Enumerable.Range(0, Session.Images).Select(Candidates).ToList();
        while (true)
        {
            int empty = candidates.FindIndex(c => c.Count == 0);
            if (empty >= 0)
                throw new BootRefusedException(new(BootRules.NoImage, $"image {empty} has no good image in any slot"));
            var chosen = candidates.Select(c => c[0]).ToList();
            if (Session.Images == 1 || ImageDependencies.FirstUnmet([.. chosen.Select(c => c.Verdict)], Session) is not { } unmet)
                return new([.. chosen.Select(c => c.Place)], [.. chosen.Select(c => c.Verdict)]);
            var refused = candidates[unmet.Image][0];
            Session.Refuse(unmet.Image, refused.Slot, refused.Verdict.Header!.Version, unmet.Why);
            candidates[unmet.Image].RemoveAt(0);
        }
    }

    private List<Candidate> Candidates(int image)
    {
        var good = new List<Candidate>();
        foreach (var (place, slot) in new[] { (Session.Primary(image), 0), (Session.Secondary(image) with { IsSecondary = false }, 1) })
        {
            if (place.Slot.IsErased(0, Formats.Mcuboot.ImageHeader.Length))
                continue;
            var verdict = Session.Judge(place, slot);
            if (verdict.Refusal is null)
                good.Add(new(place, slot, verdict));
        }

        if (good.Count == 2 && Session.IsOlder(good[0].Verdict.Header!.Version, good[1].Verdict.Header!.Version))
            good.Reverse();
        if (good.Count > 0)
            Session.Log.Info($"Image {image} loaded from the {(good[0].Slot == 0 ? "primary" : "secondary")} slot");
        return good;
    }

    private sealed record Candidate(SlotImage Place, int Slot, CheckedImage Verdict);
}
