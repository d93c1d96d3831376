using System.Collections.Concurrent;
using Rootline.Faults.Trip;
using Rootline.Line.Nxp;
using Rootline.TestSupport.Factory;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Line;

/// <summary>One disturbed visit a case, then undisturbed ones: the device must be done with one unit and a good log.</summary>
internal static class Sweep
{
    private const int ShortPiece = 48;
    private const int Stride = 61;

    /// <summary>Runs all cases side by side, prints their number and fails with the first violations.</summary>
    public static int Run<T>(ITestOutputHelper output, string name, IReadOnlyCollection<T> cases, Func<T, IEnumerable<string>> violationsOf)
    {
        var violations = new ConcurrentBag<string>();
        int count = 0;
        Parallel.ForEach(cases, one =>
        {
            foreach (string violation in violationsOf(one))
                violations.Add($"{one}: {violation}");
            Interlocked.Increment(ref count);
        });
        output.Tell($"{count} {name}: {violations.Count} violations");
        Assert.Empty(violations.Order().Take(20));
        return count;
    }

    /// <summary>Everything as it should be again, and the same command once more.</summary>
    public static List<string> Recover(FactoryFloor floor, FactoryKit kit)
    {
        floor.Observer = static _ => { };
        floor.Cable = static wire => wire;
        floor.Adjust = static plan => plan;
        floor.Restore();
        return SingleCutTests.Recover(floor, kit);
    }

    /// <summary>The bytes of an undisturbed visit that a case is made for: all of short pieces, head, tail and a sample of long ones.</summary>
    public static List<(Direction Direction, int Index)> Bytes(FactoryKit kit)
    {
        var cable = new CutCable();
        using var floor = new FactoryFloor(kit);
        floor.Cable = wire => cable.Over(wire, floor.Clock);
        Assert.True(floor.Visit() is { IsDone: true });
        return [.. Enum.GetValues<Direction>().SelectMany(d => cable.Pieces[(int)d].SelectMany(p => InPiece(p.Length).Select(i => (d, p.Start + i))))];
    }

    /// <summary>The names of the steps of an undisturbed visit.</summary>
    public static List<string> StepsOf(FactoryKit kit)
    {
        using var floor = new FactoryFloor(kit);
        var result = floor.Visit();
        Assert.True(result is { IsDone: true });
        return [.. result.Steps.Select(s => s.Name)];
    }

    /// <summary>What is wrong with a disturbed visit: it must be done or say one fault, and every counted unit but one in doubt is recorded.</summary>
    public static IEnumerable<string> Judge(FactoryFloor floor, DeviceResult? result)
    {
        if (result is null)
            yield return "the visit ended without a result";
        uint counted = floor.CardUnits().Counter;
        if (counted > 1)
            yield return $"{counted} units for one device";
    }

    private static IEnumerable<int> InPiece(int length) =>
        Enumerable.Range(0, length).Where(i => length <= ShortPiece || i < 8 || i >= length - 2 || i % Stride == 0);
}
