namespace Rootline.Cli.Sweeps;

/// <summary>
/// What a sweep demands: after the last visit the command has ended with 0 and the chip is finished as after an undisturbed run;
/// a chip that is neither as before nor finished is the worst of all. Where two undisturbed runs leave the same flash, byte for
/// byte, every case must leave that flash too; where they do not (keys are drawn anew), the life of the chip is compared.
/// </summary>
/// <param name="before">The chip before the first visit.</param>
/// <param name="first">The undisturbed run.</param>
/// <param name="second">The undisturbed run once more.</param>
internal sealed class SweepJudge(ChipEnd before, SweepOutcome first, SweepOutcome second)
{
    /// <summary>Whether undisturbed runs leave the same flash.</summary>
    public bool IsExact { get; } = first.End.Content == second.End.Content;

    /// <summary>Where the chip of a case is: as before, finished, or neither.</summary>
    /// <param name="end">The chip at the end.</param>
    public string StandingOf(ChipEnd end)
    {
        if (IsExact ? end.Content == first.End.Content : end.Life == first.End.Life && before.Life != first.End.Life)
            return "finished";
        if (end.Content == before.Content)
            return "as before";
        // Keys differ from run to run and the life does not: only its life speaks for a chip.
        return !IsExact && before.Life == first.End.Life && end.Life == first.End.Life ? "finished" : "neither";
    }

    /// <summary>What is wrong with a case, or null.</summary>
    /// <param name="outcome">The case.</param>
    public string? ViolationOf(SweepOutcome outcome)
    {
        string standing = StandingOf(outcome.End);
        if (outcome.Hangs)
            return "the command takes too long";
        if (standing == "neither")
            return $"the chip is neither as before nor finished ({outcome.End.Life})";
        if (!outcome.EndsWell)
            return "the command never ends with 0";
        if (standing != "finished")
            return "the command ends with 0 and the chip is not finished";
        return outcome.End.Unreadable > first.End.Unreadable ? $"{outcome.End.Unreadable} words of the flash stay unreadable" : null;
    }
}
