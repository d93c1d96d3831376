using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>
/// Overwrite-only: a good image in the secondary slot that asks for it is copied over the primary one; then the primaries are
/// judged and started. Source: mcuboot-boot-and-update sections 4, 5, 9 and 11.
/// </summary>
internal sealed class OverwriteChoice(BootSession session) : ImageChoice(session)
{
    /// <inheritdoc/>
    public override BootChoice Choose()
    {
        var updates = Enumerable.Range(0, Session.Images).Select(Update).ToList();
        if (Session.Images > 1 && updates.Exists(u => u is not null) && Unmet(updates) is { } unmet)
        {
            Session.Log.Warn($"Image {unmet.Image} dependencies are not satisfied: {unmet.Why.What}; all updates wait");
            updates = [.. updates.Select(_ => (CheckedImage?)null)];
        }

        for (int image = 0; image < updates.Count; image++)
        {
            Session.Log.Info($"Image index: {image}, Swap type: {(updates[image] is null ? "none" : "test")}");
            if (updates[image] is not { } verdict)
                continue;
            DemandMet(updates);
            new OverwriteCopy(Session, image, verdict).Install();
        }

        return Primaries();
    }

    // What an update would replace is known by its header, as it is all that the comparison needs.
    private CheckedImage? Update(int image)
    {
        var secondary = Session.Secondary(image);
        var trailer = new SlotTrailer(secondary.Slot, Session.State.Code.MaxAlign);
        Session.Log.Info($"Secondary image: magic={SlotTrailer.NameOf(trailer.Magic)}, image_ok={SlotTrailer.NameOf(trailer.ImageOk)}");
        if (trailer.Magic != TrailerState.Good || trailer.ImageOk == TrailerState.Bad)
            return null;
        if (secondary.Slot.IsErased(0, ImageHeader.Length))
            return Forget(secondary.Slot); // the last step of an update that the power ended
        var verdict = Session.Judge(secondary, 1);
        if (verdict.Refusal is null && Downgrade(image, verdict) is { } downgrade)
        {
            Session.Refuse(image, 1, verdict.Header!.Version, downgrade);
            verdict = verdict with { Refusal = downgrade };
        }

        if (verdict.Refusal is null)
            return verdict;
        Session.Log.Info("Erasing the image in the secondary slot");
        secondary.Slot.Erase(0, secondary.Slot.Length);
        return null;
    }

    private static CheckedImage? Forget(FlashRegion slot)
    {
        int sector = slot.Geometry.SectorSize;
        slot.Erase(slot.Length - sector, sector);
        return null;
    }

    private BootRefusal? Downgrade(int image, CheckedImage update)
    {
        if (OverwriteCopy.Replaced(Session, image) is not { } replaced)
            return null;
        if (Session.State.Code.Demands(BootRuleSet.NoOlderVersion) && Session.IsOlder(update.Header!.Version, replaced.Version))
            return new(BootRules.Downgrade, $"insufficient version in secondary slot: {update.Header.Version} is older than {replaced.Version}");
        if (Session.State.Code.Demands(BootRuleSet.NoLowerCounter) && update.Counter < replaced.Counter)
            return new(BootRules.Downgrade, $"insufficient security counter in secondary slot: {update.Counter} is below {replaced.Counter}");
        return null;
    }

    // The rule of Unmet in another form, for whoever came here by a mistake.
    private void DemandMet(List<CheckedImage?> updates)
    {
        if (Session.Images == 1)
            return;
        int unmet = 0;
        var versions = updates.Select((u, image) => (u?.Header ?? OverwriteCopy.Replaced(Session, image)?.Header)?.Version).ToList();
        foreach (var entry in updates.OfType<CheckedImage>().SelectMany(u => u.Tlvs!.Protected?.Entries ?? []))
        {
            if (entry.Type != TlvType.Dependency)
                continue;
            var least = ImageVersion.Read(entry.Value.Span[4..], ImageByteOrder.Little);
            var other = versions[entry.Value.Span[0]] ?? default;
            bool comparesBuild = (Session.State.Code.Rules & BootRuleSet.ComparesBuild) == BootRuleSet.ComparesBuild;
            unmet |= OverwriteCopy.Number(other).CompareTo(OverwriteCopy.Number(least with { Build = comparesBuild ? least.Build : 0 }));
        }

        if (unmet < 0)
            throw new BootRefusedException(new(BootRules.Dependency, "an update needs a later image than is there"));
    }

    private UnmetDependency? Unmet(List<CheckedImage?> updates) => ImageDependencies.FirstUnmet(
        [.. updates.Select((u, image) => u ?? new CheckedImage { Header = OverwriteCopy.Replaced(Session, image)?.Header, Tlvs = OverwriteCopy.Replaced(Session, image)?.Tlvs })],
        Session);
}
