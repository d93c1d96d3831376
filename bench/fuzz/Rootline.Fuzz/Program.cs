using Rootline.Fuzz;
using Rootline.Fuzz.Coverage;

// What bench/fuzz/run asks of this program.
switch (args)
{
    case ["list"]:
        foreach (var target in FuzzTargets.All)
            Console.WriteLine($"{target.Name} {target.MaxLength}");
        return 0;

    case ["seeds", var folder, var name] when FuzzTargets.Find(name) is { } target:
        Directory.CreateDirectory(folder);
        int number = 0;
        foreach (var seed in target.Seeds())
            File.WriteAllBytes(Path.Combine(folder, $"seed-{number++:000}"), seed);
        return 0;

    case ["replay", var name, .. var files] when FuzzTargets.Find(name) is { } target:
        foreach (var file in files)
            Console.WriteLine($"{file}: {(target.Accepts(File.ReadAllBytes(file)) ? "accepted" : "refused")}");
        return 0;

    case ["instrument", .. var assemblies]:
        var instrumentation = new Instrumentation();
        foreach (var assembly in assemblies)
            instrumentation.Apply(assembly);
        Console.WriteLine($"{instrumentation.Blocks} blocks in {assemblies.Length} assemblies");
        return instrumentation.Blocks <= Probe.Blocks ? 0 : 1;

    default:
        Console.Error.WriteLine("usage: list | seeds FOLDER TARGET | replay TARGET FILE... | instrument ASSEMBLY...");
        return 2;
}
