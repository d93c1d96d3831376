using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Rootline.Tests.House;

public sealed partial class ShapeTests
{
    private const int LongestFile = 600;
    private const int MedianFile = 90;

    public static TheoryData<string> AllRooms => [.. Rooms.All];

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Every_class_is_sealed_static_or_abstract(string room) =>
        Assert.Empty(OwnTypes(room).Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract).Select(t => t.FullName));

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void No_type_is_named_for_doing_everything(string room) =>
        Assert.DoesNotContain(OwnTypes(room), t => VagueName().IsMatch(t.Name));

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void A_namespace_is_its_folder(string room)
    {
        string prefix = Path.Combine("src", $"Rootline.{room}");
        foreach (string file in Sources.Product.Where(f => f.StartsWith(prefix + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            if (NamespaceLine().Match(Sources.Text(file)) is { Success: true } found)
                Assert.Equal(Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.'), found.Groups[1].Value);
        }
    }

    [Fact]
    public void Files_hold_one_idea_and_are_short()
    {
        var lengths = Sources.Product.ToDictionary(f => f, f => File.ReadLines(TestSupport.RepositoryRoot.PathOf(f)).Count());
        Assert.DoesNotContain(lengths, l => l.Value > LongestFile);
        int median = lengths.Values.Order().ElementAt(lengths.Count / 2);
        Assert.InRange(median, 1, MedianFile);
    }

    [Fact]
    public void There_are_no_regions() =>
        Assert.DoesNotContain(Sources.Code, f => Region().IsMatch(Sources.Text(f)));

    [Fact]
    public void No_file_names_a_machine_or_a_package_host()
    {
        // Put together here so that this file does not find itself.
        string[] words = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "nuget" + ".org", "npm" + "js", "deb.deb" + "ian"];
        var found = from file in Sources.Under(".")
                    where !IsBinary(file) && !file.EndsWith("packages.lock.json", StringComparison.Ordinal)
                    let text = Sources.Text(file)
                    from word in words
                    where text.Contains(word, StringComparison.OrdinalIgnoreCase)
                    select $"{file}: {word}";
        Assert.Empty(found);
    }

    [Fact]
    public void Every_suppression_in_the_code_says_why()
    {
        var silent = from file in Sources.Code
                     from line in Sources.Text(file).Split('\n')
                     where line.Contains("#pragma warning " + "disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal)
                     select $"{file}: {line.Trim()}";
        Assert.Empty(silent);
    }

    private static IEnumerable<Type> OwnTypes(string room) =>
        Rooms.AssemblyOf(room).GetTypes().Where(t => t.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && t.Namespace?.StartsWith("Rootline", StringComparison.Ordinal) == true && !t.Name.Contains('<', StringComparison.Ordinal));

    private static bool IsBinary(string file) =>
        File.ReadAllBytes(TestSupport.RepositoryRoot.PathOf(file)).AsSpan().Contains((byte)0);

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Processor|Base)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^\s*#region", RegexOptions.Multiline)]
    private static partial Regex Region();
}
