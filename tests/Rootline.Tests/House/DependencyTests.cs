using System.Xml.Linq;
using Xunit;

namespace Rootline.Tests.House;

public sealed class DependencyTests
{
    [Fact]
    public void Every_package_is_justified_in_the_documentation_and_no_other_is()
    {
        var pinned = XDocument.Parse(Sources.Text("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(p => $"{p.Attribute("Include")!.Value} {p.Attribute("Version")!.Value}");
        var justified = Sources.Text("docs/dependencies.md").Split('\n')
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1]).Where(n => n.Contains(' ', StringComparison.Ordinal));
        Assert.Equal(pinned.Order(), justified.Order());
    }

    [Fact]
    public void Shipped_projects_use_only_the_packages_meant_for_the_product()
    {
        var used = Sources.Under("src").Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(f => XDocument.Parse(Sources.Text(f)).Descendants("PackageReference")).Select(p => p.Attribute("Include")!.Value).Distinct();
        Assert.Equal(["System.CommandLine", "YamlDotNet"], used.Order());
    }

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        foreach (string project in Sources.Under(".").Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)))
            Assert.Contains(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"), Sources.Under("."));
    }
}
