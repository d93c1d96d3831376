namespace Rootline.Faults.Skips;

/// <summary>
/// The way from the test into the rewritten assemblies: only types of the base library pass, because ours exist twice.
/// </summary>
internal static class SkipBridge
{
    private static ISkipSubject? _subject;

    /// <summary>Makes the subject.</summary>
    /// <param name="type">Its full name.</param>
    /// <returns>The names of its cases.</returns>
    public static string[] Open(string type)
    {
        SkipSwitch.Arm(-1, 0, long.MaxValue, 0);
        _subject = (ISkipSubject)Activator.CreateInstance(typeof(SkipBridge).Assembly.GetType(type, throwOnError: true)!)!;
        return [.. _subject.Cases];
    }

    /// <summary>Runs a case with one place answering wrongly.</summary>
    /// <param name="index">The case.</param>
    /// <param name="site">The place, -1 for none.</param>
    /// <param name="variant">How it answers.</param>
    /// <param name="steps">Conditions and calls until it counts as endless.</param>
    /// <param name="sites">How many places there are.</param>
    /// <returns>What was allowed, or null.</returns>
    public static string? Run(int index, int site, int variant, long steps, int sites)
    {
        SkipSwitch.Arm(site, variant, steps, sites);
        try
        {
            return _subject!.Run(index);
        }
#pragma warning disable CA1031 // Whatever the changed code throws, it did not allow the case.
        catch (Exception)
        {
            return null;
        }
#pragma warning restore CA1031
        finally
        {
            SkipSwitch.Arm(-1, 0, long.MaxValue, sites);
        }
    }

    /// <summary>Whether what must be allowed is allowed.</summary>
    public static bool Works()
    {
        SkipSwitch.Arm(-1, 0, long.MaxValue, 0);
        return _subject!.Works();
    }

    /// <summary>The places that were reached since the last call.</summary>
    public static bool[] Reached() => SkipSwitch.Reached();
}
