using Rootline.Fuzz;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Fuzz;

/// <summary>The fuzzer's targets with their own seeds, and with every input that it ever found.</summary>
public sealed class FuzzTargetTests
{
    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_target_accepts_some_of_its_seeds_and_never_throws(string name)
    {
        var target = FuzzTargets.Find(name)!;
        var seeds = target.Seeds().ToList();
        Assert.All(seeds, s => Assert.InRange(s.Length, 1, target.MaxLength));
        Assert.Contains(seeds, s => target.Accepts(s));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_the_fuzzer_found_once_is_refused_or_accepted_now(string name)
    {
        var target = FuzzTargets.Find(name)!;
        string kept = RepositoryRoot.PathOf($"tests/vectors/fuzz/{name}");
        foreach (string file in Directory.Exists(kept) ? Directory.EnumerateFiles(kept) : [])
            target.Accepts(File.ReadAllBytes(file));
    }

    [Fact]
    public void Every_kept_input_belongs_to_a_target()
    {
        string kept = RepositoryRoot.PathOf("tests/vectors/fuzz");
        var folders = Directory.Exists(kept) ? Directory.EnumerateDirectories(kept).Select(Path.GetFileName) : [];
        Assert.Empty(folders.Except(FuzzTargets.All.Select(t => t.Name)));
    }
}
