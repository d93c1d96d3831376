using Rootline.Chips.Boot;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Formats.Mcuboot;

namespace Rootline.Cli.Demo;

/// <summary>The first boot of every chip that was provisioned, and the updates that the first of them refuses.</summary>
internal sealed record DemoBoots
{
    /// <summary>Chips that started the product's image.</summary>
    public required int Started { get; init; }

    /// <summary>Chips that were booted.</summary>
    public required int Booted { get; init; }

    /// <summary>The boot log of the first chip.</summary>
    public required IReadOnlyList<string> FirstLog { get; init; }

    /// <summary>The updates that were tried on the first chip.</summary>
    public required IReadOnlyList<DemoTry> Tries { get; init; }

    /// <summary>Whether all chips started the product and every bad update was refused by its rule while the product went on.</summary>
    public bool WentAsPlanned => Started == Booted && Tries.All(t => t.WentAsPlanned);

    /// <summary>Boots the chips.</summary>
    /// <param name="context">Disk, progress, cancellation.</param>
    /// <param name="chips">The files of the chips that were provisioned.</param>
    /// <param name="product">The product.</param>
    public static DemoBoots Of(CommandContext context, IReadOnlyList<string> chips, DemoProduct product)
    {
        int started = 0;
        IReadOnlyList<string> log = [];
        for (int i = 0; i < chips.Count; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress.Report("booting", i + 1, chips.Count);
            using var held = BootableChip.Open(context.Disk, chips[i]);
            var outcome = held.Chip.Boot();
            started += outcome.Started?.Version == DemoProduct.Current ? 1 : 0;
            log = i == 0 ? outcome.Log : log;
        }

        var tries = chips.Count == 0 ? [] : product.BadUpdates.Select(u => Try(context, chips[0], u)).ToList();
        return new DemoBoots { Started = started, Booted = chips.Count, FirstLog = log, Tries = tries };
    }

    private static DemoTry Try(CommandContext context, string chip, DemoUpdate update)
    {
        using var held = BootableChip.Open(context.Disk, chip);
        held.Chip.PutImage(0, isSecondary: true, update.File);
        held.Chip.RequestUpdate(0);
        return new DemoTry(Path.GetFileNameWithoutExtension(chip), update, held.Chip.Boot());
    }
}

/// <summary>A bad update on a chip.</summary>
/// <param name="Device">The chip.</param>
/// <param name="Update">The update.</param>
/// <param name="Outcome">What the boot code did.</param>
internal sealed record DemoTry(string Device, DemoUpdate Update, BootOutcome Outcome)
{
    /// <summary>What runs after it; null when nothing does.</summary>
    public ImageVersion? Runs => Outcome.Started?.Version;

    /// <summary>Why it was refused; null when it was not.</summary>
    public RefusedSlot? Refusal => Outcome.Refused.FirstOrDefault(r => r.Slot == 1);

    /// <summary>Whether its own rule refused it and the product went on.</summary>
    public bool WentAsPlanned => Refusal?.Why.Rule == Update.Rule && Runs == DemoProduct.Current;
}
