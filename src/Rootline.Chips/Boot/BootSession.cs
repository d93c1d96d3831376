using Rootline.Formats.Mcuboot;

namespace Rootline.Chips.Boot;

/// <summary>What the steps of one boot share.</summary>
/// <param name="Machine">What the boot code runs on.</param>
/// <param name="State">Boot code, one-time memory.</param>
/// <param name="Log">The boot log.</param>
/// <param name="Refused">Slots that were refused so far.</param>
internal sealed record BootSession(BootMachine Machine, LoaderState State, BootLog Log, List<RefusedSlot> Refused)
{
    /// <summary>How many images there are.</summary>
    public int Images => State.Code.Images;

    /// <summary>The image in a primary slot.</summary>
    /// <param name="image">The image's index.</param>
    public SlotImage Primary(int image) => new(image, Machine.Region(Machine.Layout.Images[image].Primary), false);

    /// <summary>The image in a secondary slot.</summary>
    /// <param name="image">The image's index.</param>
    public SlotImage Secondary(int image) => new(image, Machine.Region(Machine.Layout.Images[image].Secondary), true);

    /// <summary>Judges an image and tells of a refusal.</summary>
    /// <param name="place">The image.</param>
    /// <param name="slot">0 for the primary slot, 1 for the secondary.</param>
    public CheckedImage Judge(SlotImage place, int slot)
    {
        var verdict = new ImageCheck(State, place).Judge();
        if (verdict.Refusal is { } why)
            Refuse(place.Image, slot, verdict.Header?.Version, why);
        return verdict;
    }

    /// <summary>Tells of a refusal.</summary>
    /// <param name="image">The image's index.</param>
    /// <param name="slot">0 for the primary slot, 1 for the secondary.</param>
    /// <param name="version">What the image says.</param>
    /// <param name="why">Why.</param>
    public void Refuse(int image, int slot, ImageVersion? version, BootRefusal why)
    {
        Refused.Add(new(image, slot, version, why));
        string name = slot == 0 ? "primary" : "secondary";
        string told = version is { } v ? $" (version {v})" : "";
        Log.Error($"Image in the {name} slot is not valid!");
        Log.Error($"Image {image} in the {name} slot{told}: {why.Rule}: {why.What}");
    }

    /// <summary>Whether a version is below another, by the boot code's way of comparing.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    public bool IsOlder(ImageVersion one, ImageVersion other) => State.Code.Demands(Formats.Mcuboot.Virtual.BootRuleSet.ComparesBuild)
        ? one < other
        : one.WithoutBuild < other.WithoutBuild;
}

/// <summary>The images that the boot code wants to start: the first is started, the others belong to it.</summary>
/// <param name="Places">Where they lie, by image index.</param>
/// <param name="Verdicts">What the first check found, by image index.</param>
internal sealed record BootChoice(IReadOnlyList<SlotImage> Places, IReadOnlyList<CheckedImage> Verdicts);
