using Rootline.Formats.Mcuboot;
using Rootline.TestSupport.Boot;

namespace Rootline.Faults.Skips.Boot;

/// <summary>A chip with something in it that must not be started.</summary>
/// <param name="Name">What is bad.</param>
/// <param name="Chip">The chip, prepared; each run boots a twin of it.</param>
/// <param name="Bad">The version of the bad image; null where nothing may be started.</param>
internal sealed record BootCase(string Name, BootBench Chip, ImageVersion? Bad = null)
{
    /// <summary>What is put in after the chip started what is there; the boot after that counts. Null for one boot.</summary>
    public byte[]? Next { get; init; }

    /// <summary>Boots a twin.</summary>
    /// <returns>What was started and must not be, or null.</returns>
    public string? Boot()
    {
        var twin = Chip.Twin();
        if (Next is { } file)
        {
            if (twin.Chip.Boot().Started is null)
                return null;
            using (SkipSwitch.Pause()) // the programmer is not the boot code
                twin.Chip.PutImage(0, false, file);
        }

        var started = twin.Chip.Boot().Started;
        using var judging = SkipSwitch.Pause();
        return started is null || (Bad is { } bad && started.Version != bad) ? null : $"version {started.Version} was started";
    }
}
