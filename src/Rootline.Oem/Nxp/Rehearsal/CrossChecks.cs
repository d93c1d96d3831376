namespace Rootline.Oem.Nxp.Rehearsal;

/// <summary>Holds what goes into a card against itself and against the product's firmware. All checks run; none stops another.</summary>
public static class CrossChecks
{
    /// <summary>Runs all checks.</summary>
    /// <param name="input">What is to be checked.</param>
    public static IReadOnlyList<CrossCheck> Run(RehearsalInput input) =>
        [Plan(input.Plan), Family(input), .. KeyChecks.Run(input), .. PageChecks.Run(input), .. FirmwareChecks.Run(input)];

    private static CrossCheck Plan(CardPlan plan) => CrossCheck.Of(
        "plan",
        $"quota {plan.Quota}, chain, addresses and sizes fit {plan.Family.Names[0]}",
        CardPlanCheck.FaultsOf(plan).Select(f => f.What));

    private static CrossCheck Family(RehearsalInput input)
    {
        if (input.LineFamily is not { } line)
            return CrossCheck.Not("line-family", "no line configuration is named");
        return CrossCheck.Of(
            "line-family",
            $"card and line are for {line.Names[0]}",
            line.Is(input.Plan.FamilyName) ? null : $"the card is for {input.Plan.FamilyName}, the line for {line.Names[0]}");
    }
}
