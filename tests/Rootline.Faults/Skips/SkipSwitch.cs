using System.Runtime.CompilerServices;

namespace Rootline.Faults.Skips;

/// <summary>
/// What the changed code asks at each of its conditions and calls: one of them at a time answers wrongly. It also notes which
/// were reached, and ends what would never end. One thread uses it.
/// </summary>
public static class SkipSwitch
{
    /// <summary>A condition is turned round.</summary>
    public const int Inverted = 0;

    /// <summary>A condition never holds, or a call that answers yes or no answers no.</summary>
    public const int Never = 1;

    /// <summary>A condition always holds, or a call that answers yes or no answers yes.</summary>
    public const int Always = 2;

    /// <summary>A call is left out.</summary>
    public const int Skipped = 3;

    /// <summary>The first of the cases of a switch; the value before it is that no case is taken.</summary>
    public const int FirstCase = 5;

    private static bool[] _reached = [];
    private static int _site = -1;
    private static int _variant;
    private static long _stepsLeft;

    /// <summary>Makes one place answer wrongly from now on, or none, and forgets what was reached.</summary>
    /// <param name="site">The place, -1 for none.</param>
    /// <param name="variant">How it answers.</param>
    /// <param name="steps">Conditions and calls until the code counts as endless.</param>
    /// <param name="sites">How many places there are.</param>
    public static void Arm(int site, int variant, long steps, int sites) =>
        (_site, _variant, _stepsLeft, _reached) = (site, variant, steps, _reached.Length == sites ? _reached : new bool[sites]);

    /// <summary>Every place answers rightly until the result is disposed.</summary>
    public static IDisposable Pause()
    {
        var pause = new Paused(_site);
        _site = -1;
        return pause;
    }

    /// <summary>Which places were reached since the last call.</summary>
    public static bool[] Reached()
    {
        bool[] reached = [.. _reached];
        Array.Clear(_reached);
        return reached;
    }

    /// <summary>Asked at each branch, comparison and call that answers yes or no.</summary>
    /// <param name="answer">What is true.</param>
    /// <param name="site">The place.</param>
    public static bool Answer(bool answer, int site)
    {
        Step(site);
        return site != _site ? answer : _variant switch
        {
            Inverted => !answer,
            Never => false,
            _ => true,
        };
    }

    /// <summary>Asked at each switch.</summary>
    /// <param name="value">What is true.</param>
    /// <param name="site">The place.</param>
    public static int Choice(int value, int site)
    {
        Step(site);
        return site != _site ? value : _variant - FirstCase;
    }

    /// <summary>Asked before each call that answers anything else.</summary>
    /// <param name="site">The place.</param>
    /// <returns>Whether it is left out.</returns>
    public static bool IsSkipped(int site)
    {
        Step(site);
        return site == _site;
    }

    private static void Step(int site)
    {
        if (site < _reached.Length)
            _reached[site] = true;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (--_stepsLeft < 0)
            throw new TimeoutException("the changed code does not end");
    }

    private sealed class Paused(int site) : IDisposable
    {
        public void Dispose() => _site = site;
    }
}
