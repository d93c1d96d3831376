using Rootline.Formats.Mcuboot;

namespace Rootline.Chips.Boot;

/// <summary>Which images are started, after what the update mode does before. A mode a class.</summary>
internal abstract class ImageChoice
{
    private protected ImageChoice(BootSession session) => Session = session;

    private protected BootSession Session { get; }

    /// <summary>The choice of the boot code's mode.</summary>
    /// <param name="session">The boot.</param>
    public static ImageChoice Of(BootSession session) => session.State.Code.Mode switch
    {
        UpgradeMode.Overwrite => new OverwriteChoice(session),
        UpgradeMode.DirectXip => new DirectXipChoice(session),
        UpgradeMode.OneSlot => new PrimaryChoice(session),
        _ => throw new BootRefusedException(new(BootRules.Mode, $"the update mode {session.State.Code.Mode.NameOf()} is not there")),
    };

    /// <summary>Chooses.</summary>
    /// <exception cref="BootRefusedException">No set of good images.</exception>
    public abstract BootChoice Choose();

    /// <summary>The images in the primary slots, each judged.</summary>
    private protected BootChoice Primaries()
    {
        var places = Enumerable.Range(0, Session.Images).Select(Session.Primary).ToList();
        var verdicts = new List<CheckedImage>();
        foreach (var place in places)
        {
            var verdict = Session.Judge(place, 0);
            if (verdict.Refusal is { } refusal)
                throw new BootRefusedException(refusal);
            verdicts.Add(verdict);
        }

        return new(places, verdicts);
    }
}

/// <summary>One slot: what lies there is started.</summary>
internal sealed class PrimaryChoice(BootSession session) : ImageChoice(session)
{
    /// <inheritdoc/>
    public override BootChoice Choose() => Primaries();
}
