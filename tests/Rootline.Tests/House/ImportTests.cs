using System.Xml.Linq;
using Rootline.Cli.Explain;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.House;

public sealed class ImportTests
{
    public static TheoryData<string> AllRooms => [.. Rooms.All];

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void A_project_refers_only_to_the_rooms_that_its_room_may_import(string room)
    {
        var refers = Project(room).Descendants("ProjectReference")
            .Select(r => Rooms.RoomOf(Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))!);
        Assert.Empty(refers.Except(Rooms.Imports[room]));
    }

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void An_assembly_uses_only_the_rooms_that_its_room_may_import(string room)
    {
        var uses = Rooms.AssemblyOf(room).GetReferencedAssemblies().Select(a => Rooms.RoomOf(a.Name)).OfType<string>();
        Assert.Empty(uses.Except(Rooms.Imports[room]));
    }

    [Fact]
    public void The_table_itself_allows_nothing_that_must_never_be_and_has_no_circle()
    {
        foreach (var (from, to) in Rooms.Never)
            Assert.DoesNotContain(to, Reachable(from));
        Assert.All(Rooms.All, room => Assert.DoesNotContain(room, Reachable(room)));
    }

    [Fact]
    public void Only_the_command_line_and_the_tests_see_both_sides_of_a_wire()
    {
        var both = Rooms.All.Where(r => Rooms.Imports[r].Contains("Line") && Rooms.Imports[r].Any(i => i is "Chips" or "Cards"));
        Assert.Equal(["Cli"], both);
    }

    [Fact]
    public void Every_folder_of_the_sources_is_a_room_of_the_table()
    {
        var folders = Directory.EnumerateDirectories(RepositoryRoot.PathOf("src")).Select(d => Path.GetFileName(d)["Rootline.".Length..]);
        Assert.Equal(Rooms.All.Order(), folders.Order());
        Assert.Equal(Rooms.All.Order(), FaultCatalogue.Rooms.Order());
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var listed = XDocument.Parse(Sources.Text("Rootline.slnx")).Descendants("Project").Select(p => p.Attribute("Path")!.Value);
        Assert.Equal(Sources.Under(".").Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Order(), listed.Order());
    }

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void The_web_framework_stays_outside(string room) =>
        Assert.DoesNotContain(Rooms.AssemblyOf(room).GetReferencedAssemblies(), a => a.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    private static XDocument Project(string room) => XDocument.Parse(Sources.Text($"src/Rootline.{room}/Rootline.{room}.csproj"));

    private static HashSet<string> Reachable(string room)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(Rooms.Imports[room]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            foreach (string further in Rooms.Imports[next])
                open.Push(further);
        }

        return seen;
    }
}
