using Rootline.Ledger.Station;
using Xunit;

namespace Rootline.Tests.Ledger;

public sealed class RunTransitionsTests
{
    private static readonly string[] Allowed =
    [
        "Started Proved", "Started Abandoned",
        "Proved Answered", "Proved Spent", "Proved Abandoned",
        "Answered Delivering", "Answered Spent",
        "Delivering Delivering", "Delivering Delivered", "Delivering Spent",
        "Delivered Done", "Delivered Spent",
    ];

    [Fact]
    public void Exactly_these_transitions_are_allowed()
    {
        var all = from a in Enum.GetValues<RunState>() from b in Enum.GetValues<RunState>() where RunTransitions.Allow(a, b) select $"{a} {b}";
        Assert.Equal(Allowed, all);
    }

    [Fact]
    public void Without_a_card_exactly_these_transitions_are_allowed()
    {
        var all = from a in Enum.GetValues<RunState>() from b in Enum.GetValues<RunState>() where RunTransitions.Allow(a, b, withCard: false) select $"{a} {b}";
        Assert.Equal(["Started Delivering", "Started Spent", "Started Abandoned", "Delivering Delivering", "Delivering Delivered", "Delivering Spent", "Delivered Done", "Delivered Spent"], all);
    }

    [Fact]
    public void Three_states_are_final() =>
        Assert.Equal([RunState.Done, RunState.Spent, RunState.Abandoned], Enum.GetValues<RunState>().Where(RunTransitions.IsFinal));
}
