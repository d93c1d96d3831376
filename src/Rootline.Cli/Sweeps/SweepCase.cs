using System.Globalization;
using Rootline.Cli.Control.Verbs;
using Rootline.Core.Power;

namespace Rootline.Cli.Sweeps;

/// <summary>One case of a sweep.</summary>
/// <param name="Number">Its number; also what the command finds in ROOTLINE_CASE. 0 and -1 are the undisturbed runs.</param>
/// <param name="Cut">The cut, counted from the chip's power-on; null in an undisturbed run.</param>
/// <param name="Operation">The operation that the cut falls on, as the undisturbed run had it.</param>
internal sealed record SweepCase(int Number, Cut? Cut, Operation? Operation)
{
    /// <summary>The cut in words.</summary>
    public override string ToString() => (Cut, Operation) switch
    {
        ({ Moment: CutMoment.Torn } cut, { } operation) =>
            string.Create(CultureInfo.InvariantCulture, $"case {Number}: torn {CutWords.Of(operation.Kind)} {cut.Index}, outcome {cut.Outcome}"),
        ({ } cut, { } operation) => string.Create(CultureInfo.InvariantCulture, $"case {Number}: {CutWords.Of(cut.Moment)} {CutWords.Of(operation.Kind)} {cut.Index}"),
        _ => "undisturbed",
    };

    /// <summary>The cases of a conversation: before and after each operation, and each torn outcome where that is asked.</summary>
    /// <param name="operations">The operations of the undisturbed run.</param>
    /// <param name="torn">Whether torn outcomes are wanted.</param>
    /// <param name="points">How many, spread evenly; null for all.</param>
    public static IReadOnlyList<SweepCase> Of(IReadOnlyList<Operation> operations, bool torn, int? points) =>
        Choose([.. operations.SelectMany(o => Cuts(o, torn).Select(c => (c, o)))], points);

    /// <summary>One case an operation: before, in and after it in turn, torn outcomes in turn as well.</summary>
    /// <param name="operations">The operations of the undisturbed run.</param>
    /// <param name="points">How many, spread evenly; null for all.</param>
    public static IReadOnlyList<SweepCase> InTurn(IReadOnlyList<Operation> operations, int? points) =>
        Choose([.. operations.Select((o, i) => (new Cut(o.Index, (CutMoment)(i % 3), o.TornOutcomes > 0 ? i / 3 % o.TornOutcomes : 0), o))], points);

    private static List<SweepCase> Choose(List<(Cut Cut, Operation Operation)> all, int? points)
    {
        var chosen = points is { } few && few < all.Count ? Enumerable.Range(0, few).Select(i => all[(int)((long)i * all.Count / few)]) : all;
        return [.. chosen.Select((p, i) => new SweepCase(i + 1, p.Cut, p.Operation))];
    }

    private static IEnumerable<Cut> Cuts(Operation operation, bool torn)
    {
        yield return new(operation.Index, CutMoment.Before);
        for (int outcome = 0; torn && outcome < operation.TornOutcomes; outcome++)
            yield return new(operation.Index, CutMoment.Torn, outcome);
        yield return new(operation.Index, CutMoment.After);
    }
}
