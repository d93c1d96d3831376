using System.Collections.Concurrent;
using Rootline.Formats.Nxp;
using Rootline.TestSupport.Factory;

namespace Rootline.Tests.Line;

/// <summary>One delivery for each product that a test asks for, made once.</summary>
public sealed class FamilyFixture : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<FactoryKit>> _kits = [];

    /// <summary>The first name of each family.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Families.All.Select(f => f.Names[0])];

    /// <summary>The delivery of a family with one OEM certificate.</summary>
    /// <param name="name">A name of the family.</param>
    public FactoryKit Kit(string name) => Kit(name, new FactoryProduct(name));

    /// <summary>The delivery of a product.</summary>
    /// <param name="key">The product's name in this fixture.</param>
    /// <param name="product">The product.</param>
    public FactoryKit Kit(string key, FactoryProduct product) =>
        _kits.GetOrAdd(key, _ => new(() => new FactoryKit(certificates: 1, product: product))).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var kit in _kits.Values.Where(k => k.IsValueCreated))
            kit.Value.Dispose();
    }
}
