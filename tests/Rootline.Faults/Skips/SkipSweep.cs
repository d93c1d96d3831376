using System.Reflection;
using System.Runtime.CompilerServices;

namespace Rootline.Faults.Skips;

/// <summary>
/// Runs every case against every variant of every place. A case meets only the places that it reaches unchanged: it runs the
/// same up to there, so that another place cannot make a difference.
/// </summary>
internal sealed class SkipSweep
{
    private delegate string? RunCase(int index, int site, int variant, long steps, int sites);

    private const long Steps = 2_000_000;

    private readonly HashSet<(int Site, int Variant)> _variants = [];
    private readonly HashSet<(int Site, int Variant)> _open = [];
    private int _counter;
    private readonly SkipWeaver _weaver = new();
    private readonly Dictionary<string, byte[]> _rewritten = [];

    /// <summary>Variants that some case met.</summary>
    public int Variants => _variants.Count;

    /// <summary>Runs of a case with one place answering wrongly.</summary>
    public int Runs { get; private set; }

    /// <summary>Places in the rewritten code, met or not.</summary>
    public int Places => _weaver.Sites.Count;

    /// <summary>What was allowed: the variant, and the case with what came of it.</summary>
    public List<string> Allowed { get; } = [];

    /// <summary>Rewrites some types of an assembly.</summary>
    /// <param name="assembly">The assembly; the loaded one stays as it is.</param>
    /// <param name="covers">Which types, by full name of the outermost one.</param>
    /// <param name="keepsCalls">In which of them no call is left out; null for none.</param>
    public void Cover(Assembly assembly, Func<string, bool> covers, Func<string, bool>? keepsCalls = null) =>
        _rewritten[assembly.GetName().Name!] = _weaver.Weave(assembly.Location, covers, keepsCalls ?? (_ => false));

    /// <summary>Sweeps.</summary>
    /// <param name="subject">What is swept.</param>
    /// <param name="every">1 for every variant, n for each nth one.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Go(Type subject, int every = 1)
    {
        var context = new SkipContext(Path.GetDirectoryName(subject.Assembly.Location)!, _rewritten);
        try
        {
            var bridge = context.LoadFromAssemblyName(subject.Assembly.GetName()).GetType(typeof(SkipBridge).FullName!, throwOnError: true)!;
            string[] cases = bridge.GetMethod(nameof(SkipBridge.Open))!.CreateDelegate<Func<string, string[]>>()(subject.FullName!);
            var run = bridge.GetMethod(nameof(SkipBridge.Run))!.CreateDelegate<RunCase>();
            var reached = bridge.GetMethod(nameof(SkipBridge.Reached))!.CreateDelegate<Func<bool[]>>();
            var works = bridge.GetMethod(nameof(SkipBridge.Works))!.CreateDelegate<Func<bool>>();
            Demand(works(), "what must be allowed is not allowed");
            for (int i = 0; i < cases.Length; i++)
                Sweep(i, cases[i], run, reached, every);
            Demand(works(), "the changed code does not work any more without a change");
        }
        finally
        {
            context.Unload();
        }
    }

    private void Sweep(int index, string name, RunCase run, Func<bool[]> reached, int every)
    {
        // Twice, because the first run makes what is made once.
        reached();
        Demand(run(index, -1, 0, Steps, Places) is null && run(index, -1, 0, Steps, Places) is null, $"{name} is allowed without any change");
        bool[] met = reached();
        for (int site = 0; site < Places; site++)
        {
            foreach (int variant in met[site] ? _weaver.Sites[site].Variants : [])
                Try(index, name, site, variant, run, every);
        }
    }

    private void Try(int index, string name, int site, int variant, RunCase run, int every)
    {
        if (_counter++ % every != 0)
            return;
        if (_open.Contains((site, variant)))
            return;
        Runs++;
        _variants.Add((site, variant));
        if (run(index, site, variant, Steps, Places) is { } allowed)
        {
            _open.Add((site, variant));
            Allowed.Add($"{_weaver.Sites[site].Name(variant)}: {name}: {allowed}");
        }
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }
}
