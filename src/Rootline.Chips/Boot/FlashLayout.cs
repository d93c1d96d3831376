namespace Rootline.Chips.Boot;

/// <summary>Where a chip keeps boot code, images and one-time memory.</summary>
public sealed record FlashLayout
{
    /// <summary>The boot code.</summary>
    public required FlashRange BootCode { get; init; }

    /// <summary>The slots of each image, by image index.</summary>
    public required IReadOnlyList<SlotPair> Images { get; init; }

    /// <summary>The scratch area of swap updates.</summary>
    public FlashRange? Scratch { get; init; }

    /// <summary>One-time memory; its backup of the same length follows it.</summary>
    public required FlashRange Otp { get; init; }

    /// <summary>The option words of chips that have them; null where the protections stand elsewhere.</summary>
    public FlashRange? Options { get; init; }

    /// <summary>Fuses for elements of one-time memory that its struct has no place for; null on chips without them.</summary>
    public FlashRange? Fuses { get; init; }

    /// <summary>Slots of the boot code's own image, where a first boot stage opens it; none on chips without one.</summary>
    public IReadOnlyList<FlashRange> LoaderImages { get; init; } = [];

    /// <summary>The backup of one-time memory.</summary>
    public FlashRange OtpBackup => Otp with { Start = Otp.End };

    /// <summary>All parts with their names, in the order of their addresses.</summary>
    public IEnumerable<(string Name, FlashRange Range)> Parts => All().OrderBy(p => p.Range.Start);

    private IEnumerable<(string Name, FlashRange Range)> All()
    {
        yield return ("boot code", BootCode);
        for (int image = 0; image < Images.Count; image++)
        {
            yield return ($"image {image} primary", Images[image].Primary);
            yield return ($"image {image} secondary", Images[image].Secondary);
        }

        if (Scratch is { } scratch)
            yield return ("scratch", scratch);
        yield return ("one-time memory", Otp);
        yield return ("its backup", OtpBackup);
        if (Options is { } options)
            yield return ("option words", options);
        if (Fuses is { } fuses)
            yield return ("fuses", fuses);
        for (int slot = 0; slot < LoaderImages.Count; slot++)
            yield return ($"boot code image {slot}", LoaderImages[slot]);
    }
}

/// <summary>The two slots of an image.</summary>
/// <param name="Primary">Slot 0.</param>
/// <param name="Secondary">Slot 1.</param>
public sealed record SlotPair(FlashRange Primary, FlashRange Secondary);
